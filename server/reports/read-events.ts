import { sql } from 'kysely'

import type { ReportRow } from '#contract/report-names.ts'

import { allOf, type Condition } from '../store/elevations/condition.ts'
import { eachElevation } from '../store/elevations/find.ts'
import { periodCondition, splitPeriod, within } from '../store/elevations/period.ts'
import { readElevationRows, toElevation } from '../store/elevations/read-rows.ts'
import { dayMs } from '../store/elevations/schema.ts'
import type { Db } from '../store/schema.ts'
import { turn } from '../store/turn.ts'
import { pieceSize } from './report-scope.ts'

type EventRow = ReportRow<'EpmElevationReportElevationEvent'>

const rowOf = (event: ReturnType<typeof toElevation>): EventRow => ({
  CompanyName: event.companyName ?? null,
  DeviceId: event.deviceId ?? null,
  DeviceName: event.deviceName ?? null,
  ElevationType: event.elevationType,
  EventDateTime: event.eventDateTime,
  FileDescription: event.fileDescription ?? null,
  FilePath: event.filePath ?? null,
  FileVersion: event.fileVersion ?? null,
  Hash: event.hash ?? null,
  Id: event.id,
  InternalName: event.internalName ?? null,
  IsSystemInitiated: event.systemInitiatedElevation === true,
  Justification: event.justification ?? null,
  ParentProcessName: event.parentProcessName ?? null,
  PolicyId: event.policyId ?? null,
  PolicyName: event.policyName ?? null,
  ProcessType: event.processType,
  ProductName: event.productName ?? null,
  Result: event.result,
  RuleId: event.ruleId ?? null,
  Upn: event.upn ?? null,
  UserType: event.userType,
})

/** Every single event, oldest first; a day at a time, so that a rare filter never reads all of the table at once. */
export async function* readEvents(
  db: Db,
  condition: Condition,
): AsyncGenerator<readonly EventRow[], void> {
  const { period, rest } = splitPeriod(condition)
  const ends = await sql<{ first: number | null; last: number | null }>`
    select min(event_ms) as first, max(event_ms) as last from elevations`.execute(db)
  const { first, last } = ends.rows[0] ?? { first: null, last: null }
  if (first === null || last === null) return
  const { from, to } = within(period, { from: Number(first), to: Number(last) + 1 })
  for (let start = from; start < to;) {
    const end = Math.min(to, (Math.floor(start / dayMs) + 1) * dayMs)
    const ofDay = allOf([periodCondition({ from: start, to: end }), rest])
    for await (const places of eachElevation(db, ofDay, pieceSize)) {
      const rows = await readElevationRows(
        db,
        places.map((place) => place.seq),
      )
      const bySeq = new Map(rows.map((row) => [Number(row.seq), row]))
      yield places.flatMap(({ seq, eventMs }) => {
        const row = bySeq.get(seq)
        // A date with an offset is the same instant in UTC here.
        return row
          ? [{ ...rowOf(toElevation(row)), EventDateTime: new Date(eventMs).toISOString() }]
          : []
      })
      await turn()
    }
    start = end
    await turn()
  }
}
