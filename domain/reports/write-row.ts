import type { ColumnType } from '#contract/report-names.ts'

const pascal = (member: string) => member.charAt(0).toUpperCase() + member.slice(1)
/** From ISO in UTC. */
const dateTime = (iso: string) => {
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? ''
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}.${fraction.slice(0, 7).padEnd(7, '0')}`
}

/** One value as Graph's exports write it: always a text (`ColumnType` says how, graph-contract 2.2). */
export const wireValue = (type: ColumnType, value: string | number | boolean | null): string => {
  switch (type) {
    case 'idText':
      return value === null || value === '' ? '<Null>' : String(value)
    case 'boolean':
      return value === true ? 'True' : 'False'
    case 'dateTime':
      return dateTime(String(value))
    case 'date':
      return `${String(value)} 00:00:00.0000000`
    case 'userType':
      // In live exports it is the one enum whose nothing has another name than on the entity.
      return value === 'undetermined' ? 'Unknown' : pascal(String(value))
    case 'elevationType':
    case 'processType':
      return pascal(String(value))
    case 'text':
    case 'count':
    case 'integer':
      return value === null ? '' : String(value)
  }
}
