import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

import { ensurePackages } from './ensure.mjs'
import { hashOf } from './hash.mjs'
import { must, root, runLocal, say } from './shell.mjs'

const shared = ['contract', 'domain', 'package-lock.json', 'package.json', 'tsconfig.base.json']
const parts = [
  {
    name: 'page',
    sources: [
      ...shared,
      'src',
      'public',
      'index.html',
      'vite.config.ts',
      'scripts/no-json-schema.ts',
    ],
    out: 'dist/web',
    args: ['build', '--logLevel', 'warn'],
  },
  {
    name: 'service',
    sources: [...shared, 'server', 'worlds', 'vite.server.config.ts'],
    out: 'dist/server',
    args: ['build', '--config', 'vite.server.config.ts', '--logLevel', 'warn'],
  },
]

const filesIn = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })

/** Compressed once here, so that no request pays for it. */
const compress = (folder) => {
  for (const file of filesIn(folder)) {
    if (!/\.(js|css|svg|json)$/.test(file)) continue
    const content = readFileSync(file)
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 }
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params }))
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  }
}

/** Builds what changed since the last build; answers at once when nothing did. */
export const build = () => {
  for (const { name, sources, out, args } of parts) {
    const stamp = join(root, 'dist', `.${name}-built`)
    const wanted = hashOf(sources)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue
    say(`Building the ${name} …`)
    must(runLocal('vite', args, { NODE_ENV: 'production' }), `Building the ${name}`)
    if (name === 'page') compress(join(root, out))
    mkdirSync(join(root, 'dist'), { recursive: true })
    writeFileSync(stamp, wanted)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensurePackages()
  build()
}
