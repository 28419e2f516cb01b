import type { ElevationsFilter } from '#src/lib/paths.ts'

import type { Grouping, TypedRow } from './typed-rows.ts'
import type { UserFileRow } from './user-rows.ts'

type Row = Pick<
  TypedRow,
  'hash' | 'fileName' | 'internalName' | 'version' | 'publisher' | 'background' | 'sharesHash'
>

/**
 * What in the elevation report finds exactly the elevations that a row of the report by applications counts: the hash, and what
 * else tells its row from others where several have this hash or none has one. Types added up count background processes too.
 */
export const fileFilter = (row: Row, grouping: Grouping): ElevationsFilter => {
  if (row.hash !== null && (grouping === 'together' || !row.sharesHash)) return { hash: row.hash }
  return {
    hash: row.hash ?? '',
    name: row.fileName ?? '',
    version: row.version ?? '',
    internal: row.internalName ?? '',
    publisher: row.publisher ?? '',
    ...(grouping === 'together' ? {} : { system: row.background ? 'only' : 'hide' }),
  }
}

/** The same for a row of the applications of one user. */
export const userFileFilter = (row: UserFileRow, user: string): ElevationsFilter => ({
  type: row.type,
  user,
  hash: row.hash ?? '',
  name: row.fileName ?? '',
  version: row.version ?? '',
  publisher: row.publisher ?? '',
  device: row.device ?? '',
})
