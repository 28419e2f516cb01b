import { sql } from 'kysely'

const hourMs = 3_600_000

/** Hours since 1970. The id of an event is one within its hour, see migration 11. */
export const hourOf = (eventMs: number): number => Math.trunc(eventMs / hourMs)

/** The same of a stored event, as its index has it. */
export const itsHour = sql`(elevations.event_ms / ${sql.lit(hourMs)})`
