import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { root } from './shell.mjs'

const walk = (path) => {
  const full = join(root, path)
  const stat = statSync(full, { throwIfNoEntry: false })
  if (!stat) return []
  if (!stat.isDirectory()) return [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => walk(join(path, name)))
}

/** One hash over the content of files and folders, tests left out: they are not built. */
export const hashOf = (paths) => {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(walk)) {
    if (/\.spec(-helper)?\.tsx?$/.test(file)) continue
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}
