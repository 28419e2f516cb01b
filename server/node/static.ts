import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

import { randomSecret } from '#server/http/sessions.ts'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

type StaticFile = { path: string; type: string; hashed: boolean }
export type StaticAnswer = { response: Response; nonce: string | null }

const walk = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    // Vite's manifest is for the build.
    if (name.startsWith('.')) return []
    const path = join(folder, name)
    return statSync(path).isDirectory() ? walk(path) : [path]
  })

/** Vite writes content-hashed names into this folder and nowhere else. */
const hashedFolder = '/assets/'

/**
 * The built page. Files are listed once at start and looked up by name, so no path can lead outside. Any GET without a
 * file extension gets the shell, because the console's own URLs are routes of the page.
 */
export const createStatic = (folder: string, backend: 'service' | 'graph' = 'service') => {
  const files = new Map<string, StaticFile>()
  const contents = new Map<string, { content: Buffer; etag: string }>()
  for (const path of existsSync(folder) ? walk(folder) : []) {
    const name = `/${relative(folder, path).split(sep).join('/')}`
    const type = types[extname(path)]
    if (type) files.set(name, { path, type, hashed: name.startsWith(hashedFolder) })
  }
  const read = (path: string) => {
    const known = contents.get(path)
    if (known) return known
    const content = readFileSync(path)
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22)
    const entry = { content, etag: `"${hash}"` }
    contents.set(path, entry)
    return entry
  }
  const shellFile = files.get('/index.html')
  files.delete('/index.html')

  const shell = (): StaticAnswer | null => {
    if (!shellFile) return null
    const nonce = randomSecret()
    const html = withBackend(
      withNonce(read(shellFile.path).content.toString('utf8'), nonce),
      backend,
    )
    return { nonce, response: new Response(html, { headers: { 'Content-Type': shellFile.type } }) }
  }

  const file = (found: StaticFile, request: Request): Response => {
    const accepted = request.headers.get('accept-encoding') ?? ''
    const encoding = encodings.find(
      ([name, suffix]) =>
        new RegExp(`\\b${name}\\b`).test(accepted) && existsSync(found.path + suffix),
    )
    const { content, etag } = read(found.path + (encoding?.[1] ?? ''))
    const headers = {
      'Content-Type': found.type,
      'Cache-Control': found.hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
      ETag: etag,
    }
    if (request.headers.get('if-none-match') === etag)
      return new Response(null, { status: 304, headers })
    return new Response(new Uint8Array(content), {
      headers: { ...headers, ...(encoding ? { 'Content-Encoding': encoding[0] } : {}) },
    })
  }

  /** Null when there is nothing of that name. */
  return (request: Request, pathname: string): StaticAnswer | null => {
    const found = files.get(pathname)
    if (found) return { response: file(found, request), nonce: null }
    const last = pathname.slice(pathname.lastIndexOf('/') + 1)
    // A missing script must not be answered with a page.
    if (pathname.startsWith(hashedFolder) || types[extname(last)]) {
      return pathname === '/index.html' ? shell() : null
    }
    return shell()
  }
}

/** The page reads its nonce from this element (and Vite's preloader from the same one). */
const withNonce = (html: string, nonce: string): string => {
  const placeholder = /(<meta\s+(?:property|name)="csp-nonce"\s+(?:content|nonce)=")[^"]*(")/
  return placeholder.test(html)
    ? html.replace(placeholder, `$1${nonce}$2`)
    : html.replace('<head>', `<head>\n    <meta name="csp-nonce" content="${nonce}" />`)
}

/** With our own service the page need not look for a `config.json` (`src/api/backend.ts`). */
const withBackend = (html: string, backend: string): string =>
  html.replace(/(<meta\s+name="epm-backend"\s+content=")[^"]*(")/, `$1${backend}$2`)
