/** A file that is no CSV: a quoted field without an end. */
export class CsvFailure extends Error {}

export type CsvReader = {
  /** Records that are complete with this piece of the text. Throws CsvFailure. */
  push: (piece: string) => string[][]
  /** The last record, when the file does not end with a line end. Throws CsvFailure. */
  end: () => string[][]
}

type State = 'start' | 'plain' | 'quoted' | 'closed' | 'carriageReturn'

/** Longest field, so that a file that never closes a quote cannot fill the memory. */
const longestField = 1_000_000

/**
 * Reads RFC 4180 piece by piece, wherever the pieces are cut. Takes what Intune's exports have beside it: a byte order mark, LF,
 * and undoubled quotes inside fields, which stand for themselves. An empty line is no record.
 */
export const createCsvReader = (): CsvReader => {
  let state: State = 'start'
  let field = ''
  let record: string[] = []
  let atBeginning = true
  let line = 1

  const append = (text: string) => {
    field += text
    if (field.length > longestField) throw new CsvFailure(`A field of line ${line} has no end.`)
  }
  const endField = () => {
    record.push(field)
    field = ''
    state = 'start'
  }
  const endRecord = (into: string[][]) => {
    const empty = state === 'start' && record.length === 0
    line += 1
    if (empty) return
    endField()
    into.push(record)
    record = []
  }

  let beforeReturn: State = 'start'
  const endRecordAfterReturn = (into: string[][]) => {
    state = beforeReturn
    endRecord(into)
    state = 'start'
  }

  const push = (piece: string): string[][] => {
    const records: string[][] = []
    let at = 0
    if (atBeginning && piece !== '') {
      atBeginning = false
      if (piece.startsWith('\uFEFF')) at = 1
    }
    while (at < piece.length) {
      if (state === 'quoted') {
        const quote = piece.indexOf('"', at)
        append(piece.slice(at, quote < 0 ? piece.length : quote))
        if (quote < 0) return records
        state = 'closed'
        at = quote + 1
        continue
      }
      if (state === 'plain') {
        let next = at
        while (next < piece.length && !',\r\n'.includes(piece.charAt(next))) next += 1
        append(piece.slice(at, next))
        at = next
        if (at === piece.length) return records
      }
      const mark = piece.charAt(at)
      at += 1
      if (state === 'carriageReturn') {
        endRecordAfterReturn(records)
        if (mark === '\n') continue
        at -= 1
      } else if (mark === ',') endField()
      else if (mark === '\n') endRecord(records)
      else if (mark === '\r') {
        beforeReturn = state
        state = 'carriageReturn'
      } else if (mark !== '"' && state === 'start') {
        state = 'plain'
        at -= 1
      } else if (mark === '"' && state === 'start') state = 'quoted'
      else if (mark === '"' && state === 'closed') {
        append('"')
        state = 'quoted'
      } else {
        append(`"${mark}`)
        state = 'quoted'
      }
    }
    return records
  }

  const end = (): string[][] => {
    const records: string[][] = []
    if (state === 'quoted') throw new CsvFailure(`A field of line ${line} has no end.`)
    if (state === 'carriageReturn') endRecordAfterReturn(records)
    else endRecord(records)
    return records
  }
  return { push, end }
}
