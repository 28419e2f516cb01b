import { now } from './clock.ts'
import { saveText } from './save-text.ts'

/** One document as it is, several as a list; the same objects give the same text. */
export const documentsText = (documents: readonly object[]): string =>
  `${JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2)}\n`

/** Letters and digits of a name, for a file: nothing of a stranger's that a file system or a shell could take amiss (R33). */
const harmless = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '')

/** "epm-developer-tools-2026-11-18.json"; without a name, or when nothing is left of it, "epm-export-…". */
export const documentsFileName = (day: string, name = ''): string =>
  `epm-${harmless(name) || 'export'}-${day}.json`

/** Saves documents in Graph's own form as one file, named by the day and, when it is about one thing, by that. */
export const saveDocuments = (documents: readonly object[], name?: string): void =>
  saveText(
    documentsFileName(new Date(now()).toISOString().slice(0, 10), name),
    documentsText(documents),
    'application/json',
  )
