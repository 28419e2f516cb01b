import { now } from './clock.ts'
import { saveText } from './save-text.ts'

/** One document as it is, several as a list; the same objects give the same text. */
export const documentsText = (documents: readonly object[]): string =>
  `${JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2)}\n`

/** Saves documents in Graph's own form as one file, named by the day. */
export const saveDocuments = (documents: readonly object[]): void =>
  saveText(
    `epm-export-${new Date(now()).toISOString().slice(0, 10)}.json`,
    documentsText(documents),
    'application/json',
  )
