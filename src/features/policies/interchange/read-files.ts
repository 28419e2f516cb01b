import { importLimits } from '#contract/import.ts'
import { parseStrictJson, RefusedJson } from '#domain/json/strict-json.ts'
import { documentsIn } from '#domain/policies/interchange.ts'

/** One document and the file it came from; its place in the list is the place in the call. */
export type ImportDocument = { file: string; document: unknown }

export type ReadFiles = {
  documents: ImportDocument[]
  /** Files that were not taken, each with the reason in one sentence. */
  refused: { file: string; message: string }[]
}

/** Reads chosen files in the page, with the size known before anything is parsed (R26). */
export const readFiles = async (files: readonly File[]): Promise<ReadFiles> => {
  const found: ReadFiles = { documents: [], refused: [] }
  const total = files.reduce((sum, { size }) => sum + size, 0)
  if (total > importLimits.bytes) {
    const message = `All files together have more than ${importLimits.bytes / 1024 / 1024} MiB.`
    return { documents: [], refused: files.map(({ name }) => ({ file: name, message })) }
  }
  const contents = await Promise.all(files.map((file) => file.arrayBuffer()))
  files.forEach(({ name }, index) => {
    try {
      const value = parseStrictJson(
        new Uint8Array(contents[index] ?? new ArrayBuffer()),
        'The file',
      )
      for (const document of documentsIn(value)) found.documents.push({ file: name, document })
    } catch (reason) {
      if (!(reason instanceof RefusedJson)) throw reason
      found.refused.push({ file: name, message: reason.message })
    }
  })
  if (found.documents.length > importLimits.documents) {
    const message = `Together they hold more than ${importLimits.documents} documents.`
    return { documents: [], refused: files.map(({ name }) => ({ file: name, message })) }
  }
  return found
}
