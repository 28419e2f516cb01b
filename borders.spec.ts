import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

/** DESIGN 2: imports run one way. This test knows the table by heart; the linter knows a part of it. */
const root = dirname(fileURLToPath(import.meta.url))
const tops = ['contract', 'domain', 'server', 'worlds', 'mocks', 'src', 'e2e', 'bench'] as const

const area = (file: string): string => {
  const parts = file.split('/')
  if (parts[0] === 'server' && parts[1] === 'node') return 'server/node'
  if (parts[0] === 'src') {
    if (parts[1] === 'features') return `src/features/${parts[2]}`
    return parts.length > 2 ? `src/${parts[1]}` : 'src/main'
  }
  return parts[0] ?? ''
}

const features = (from: string) => from.startsWith('src/features/')

/** May `from` import `to`? Both are areas; a folder may always import itself. */
const allowed = (from: string, to: string): boolean => {
  if (from === to) return true
  if (features(from))
    return ['contract', 'domain', 'src/api', 'src/ui', 'src/lib', 'src/shared'].includes(to)
  const table: Record<string, readonly string[]> = {
    contract: [],
    domain: ['contract'],
    worlds: ['contract', 'domain'],
    server: ['contract', 'domain'],
    'server/node': ['contract', 'domain', 'server', 'worlds'],
    mocks: ['contract', 'domain', 'server', 'server/node', 'worlds'],
    'src/lib': ['contract', 'domain'],
    'src/ui': ['domain', 'src/lib'],
    'src/api': ['contract', 'domain', 'src/lib'],
    'src/shared': ['contract', 'domain', 'src/api', 'src/ui', 'src/lib'],
    e2e: ['contract', 'domain', 'worlds', 'server/node', 'server', 'mocks'],
    bench: ['contract', 'domain', 'worlds', 'server', 'server/node', 'mocks', 'scripts'],
  }
  if (from === 'src/app' || from === 'src/main')
    return to.startsWith('src/') || to === 'contract' || to === 'domain'
  return (table[from] ?? []).includes(to)
}

const walk = (folder: string): string[] =>
  readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`
    if (statSync(join(root, path)).isDirectory()) return walk(path)
    return /\.tsx?$/.test(name) ? [path] : []
  })

const importsOf = (file: string) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import|import\()\s*'([^']+)'/g)].map(
    (match) => match[1] ?? '',
  )

const resolve = (file: string, specifier: string): string | null => {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (!specifier.startsWith('.')) return null
  return normalize(join(dirname(file), specifier))
    .split(sep)
    .join('/')
}

const isTest = (file: string) => /\.spec(-helper)?\.tsx?$|test-setup/.test(file)
const files = tops.flatMap((top) => walk(top))
const production = files.filter((file) => !isTest(file))

const edges = production.flatMap((file) =>
  importsOf(file).flatMap((specifier) => {
    const to = resolve(file, specifier)
    return to === null ? [] : [{ file, to }]
  }),
)

describe('imports run one way (DESIGN 2)', () => {
  it('finds the files it guards', () => {
    expect(production.length).toBeGreaterThan(20)
    expect(edges.length).toBeGreaterThan(20)
  })

  it('lets no folder import what it must not', () => {
    const wrong = edges.filter(({ file, to }) => !allowed(area(file), area(to)))
    expect(wrong.map(({ file, to }) => `${file} must not import ${to}`)).toEqual([])
  })

  it('knows that a feature must not import another feature, nor the page the service', () => {
    expect(allowed('src/features/policies', 'src/features/audit')).toBe(false)
    expect(allowed('src/api', 'server')).toBe(false)
    expect(allowed('src/shared', 'src/features/policies')).toBe(false)
    expect(allowed('src/ui', 'src/shared')).toBe(false)
    expect(allowed('contract', 'domain')).toBe(false)
    expect(allowed('server', 'server/node')).toBe(false)
  })

  it('has no cycles', () => {
    const graph = new Map<string, string[]>()
    for (const { file, to } of edges) graph.set(file, [...(graph.get(file) ?? []), to])
    const done = new Set<string>()
    const cycles: string[] = []
    const visit = (file: string, path: string[]) => {
      const at = path.indexOf(file)
      if (at >= 0) return void cycles.push([...path.slice(at), file].join(' → '))
      if (done.has(file)) return
      for (const next of graph.get(file) ?? []) visit(next, [...path, file])
      done.add(file)
    }
    for (const file of production) visit(file, [])
    expect(cycles).toEqual([])
  })

  it('keeps node:* out of everything that must run in a page or in the core', () => {
    const wrong = production.filter(
      (file) =>
        /^(contract|domain|worlds|src|server)\//.test(file) &&
        !file.startsWith('server/node/') &&
        importsOf(file).some((specifier) => specifier.startsWith('node:')),
    )
    expect(wrong).toEqual([])
  })

  it('imports Fluent through src/ui only, icons excepted', () => {
    const wrong = production.filter(
      (file) =>
        !file.startsWith('src/ui/') &&
        importsOf(file).some(
          (specifier) =>
            specifier.startsWith('@fluentui/') && !specifier.startsWith('@fluentui/react-icons'),
        ),
    )
    expect(wrong).toEqual([])
  })

  it('has no barrel files', () => {
    expect(production.filter((file) => /\/index\.tsx?$/.test(file))).toEqual([])
  })

  it('reads the clock in src/lib/clock and server/node only', () => {
    const clock = /\bDate\.now\(|new Date\(\)/
    const code = (file: string) =>
      readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    const wrong = production.filter(
      (file) =>
        /^(contract|domain|worlds|server|src|mocks)\//.test(file) &&
        !file.startsWith('server/node/') &&
        file !== 'src/lib/clock.ts' &&
        clock.test(code(file)),
    )
    expect(wrong).toEqual([])
  })

  it('calls fetch in src/api only', () => {
    const wrong = production.filter(
      (file) =>
        file.startsWith('src/') &&
        !file.startsWith('src/api/') &&
        /(?<![.\w])fetch\(/.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(wrong).toEqual([])
  })

  it('keeps files small: none over 500 lines, nine in ten under 250', () => {
    const lengths = production.map((file) => ({
      file: relative(root, join(root, file)),
      lines: readFileSync(join(root, file), 'utf8').split('\n').length,
      data: file.startsWith('worlds/sample/certificates/'),
    }))
    const code = lengths.filter(({ data }) => !data)
    expect(code.filter(({ lines }) => lines > 500)).toEqual([])
    expect(code.filter(({ lines }) => lines > 250).length).toBeLessThanOrEqual(code.length / 10)
  })
})
