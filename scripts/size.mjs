import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { root, say } from './shell.mjs'

/** DESIGN 7: brotli bytes of script and style. */
const firstVisitBudget = 200_000
const routeBudget = 70_000
const queue = 'src/features/elevation-requests/ElevationRequestsPage.tsx'

const dist = join(root, 'dist/web')
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
const bytes = (file) => statSync(join(dist, `${file}.br`)).size

/** Files that a chunk needs: itself, its styles and its static imports. */
const filesOf = (key, seen = new Set()) => {
  const chunk = manifest[key]
  if (!chunk || seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const css of chunk.css ?? []) seen.add(css)
  for (const next of chunk.imports ?? []) filesOf(next, seen)
  return seen
}
const sum = (files) => [...files].reduce((total, file) => total + bytes(file), 0)
const kB = (value) => `${(value / 1000).toFixed(1)} kB`

const shell = filesOf('index.html')
const first = new Set([...shell, ...filesOf(queue)])
let failed = false
const report = (name, size, budget) => {
  const over = size > budget
  failed ||= over
  say(`${over ? 'OVER' : 'ok  '} ${kB(size).padStart(9)} of ${kB(budget).padStart(9)}  ${name}`)
}

report('first visit to the queue', sum(first), firstVisitBudget)
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry) continue
  const own = [...filesOf(key)].filter((file) => !first.has(file))
  report(key, sum(own), routeBudget)
}
if (!manifest[queue]) {
  say(`The queue page (${queue}) is not a chunk of its own.`)
  failed = true
}
process.exit(failed ? 1 : 0)
