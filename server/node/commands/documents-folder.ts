import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { importLimits } from '#contract/import.ts'
import { documentsIn } from '#domain/policies/interchange.ts'
import { GraphFailure } from '#server/http/graph-failure.ts'
import { parseJson } from '#server/http/parse-json.ts'

import { UsageError } from './command.ts'

export type Exported = {
  kind: 'rules' | 'settings' | 'reusable'
  id: string
  name: string
  document: unknown
}

const longestName = 60

/** Letters and digits of any script in lower case; nothing a file system or a shell could take for more. */
const slugOf = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, longestName)

/** One file name for each document: its kind and name, and its id where two would share one. */
export const fileNames = (documents: readonly Exported[]): Map<string, Exported> => {
  const plain = (each: Exported) => `${each.kind}.${slugOf(each.name) || 'unnamed'}`
  const names = documents.map(plain)
  const found = documents.map((each, index) => {
    const name = names[index] ?? plain(each)
    const shared = names.filter((other) => other === name).length > 1
    return [`${name}${shared ? `.${slugOf(each.id)}` : ''}.json`, each] as const
  })
  return new Map(found.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

const isOurs = (name: string) => /^(rules|settings|reusable)\..+\.json$/.test(name)

/** Regular files only: a link could lead anywhere. */
const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && lstatSync(join(folder, name)).isFile())
      .toSorted()
  } catch (error) {
    throw new UsageError(`${folder} cannot be read: ${(error as Error).message}`)
  }
}

/** Writes what changed and leaves the rest alone. Returns the files of earlier exports that nothing stands for any more. */
export const writeFolder = (
  folder: string,
  documents: readonly Exported[],
  prune: boolean,
): { names: string[]; stale: string[] } => {
  mkdirSync(folder, { recursive: true })
  const files = fileNames(documents)
  const there = new Set(filesIn(folder))
  for (const [name, { document }] of files) {
    const text = `${JSON.stringify(document, null, 2)}\n`
    if (there.has(name) && readFileSync(join(folder, name), 'utf8') === text) continue
    writeFileSync(join(folder, name), text)
  }
  const stale = [...there].filter((name) => isOurs(name) && !files.has(name))
  if (prune) for (const name of stale) rmSync(join(folder, name))
  return { names: [...files.keys()], stale }
}

/** Every document of a folder with the file it came from. Throws `UsageError` for a file that is no honest JSON (R26). */
export const readFolder = (folder: string): { file: string; document: unknown }[] =>
  filesIn(folder).flatMap((file) => {
    const path = join(folder, file)
    if (lstatSync(path).size > importLimits.bytes) {
      throw new UsageError(`${file} is larger than ${importLimits.bytes} bytes.`)
    }
    try {
      return documentsIn(parseJson(readFileSync(path))).map((document) => ({ file, document }))
    } catch (error) {
      if (error instanceof GraphFailure) throw new UsageError(`${file}: ${error.message}`)
      throw error
    }
  })
