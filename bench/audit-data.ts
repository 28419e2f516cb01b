import { randomUUID } from 'node:crypto'

import { recordAudits, type AuditDraft, type AuditScope } from '#server/audit/record.ts'
import type { Db } from '#server/store/schema.ts'
import { createRandom } from '#worlds/random.ts'

const minute = 60_000

/** Shares of a busy year: mostly decisions and reports that a page read, changes of policies, few of anything else. */
const activities: readonly [AuditDraft['category'], string, AuditDraft['operationType'], number][] =
  [
    ['Report', 'Create DeviceManagementExportJob', 'Get', 40],
    ['ElevationRequest', 'Approve ElevationRequest', 'Action', 24],
    ['ElevationRequest', 'Deny ElevationRequest', 'Action', 9],
    ['ElevationRequest', 'Expire ElevationRequest', 'Action', 8],
    ['Session', 'Create Session', 'Create', 10],
    ['DeviceConfiguration', 'Patch DeviceManagementConfigurationPolicy', 'Patch', 5],
    ['DeviceConfiguration', 'Assign DeviceManagementConfigurationPolicy', 'Action', 2],
    ['DeviceConfiguration', 'Delete DeviceManagementConfigurationPolicy', 'Delete', 0.5],
    ['Report', 'Create DeviceManagementExportJob', 'Create', 1],
    ['Role', 'Create RoleAssignment', 'Create', 0.05],
  ]
export const rareActivity = 'Create RoleAssignment'

const reasons = [
  'Known tool, signed by its maker.',
  'Asked for by the site lead for the line stop.',
  'Not allowed on shared devices.',
  'Use the version in Company Portal.',
]

/** Writes `count` records over the year before `at`, 1,000 to a transaction, through the one way there is. */
export const writeAudit = async (db: Db, { at, count }: { at: Date; count: number }) => {
  const random = createRandom('audit bench')
  const people = Array.from({ length: 40 }, (_, index) => ({
    id: randomUUID(),
    name: `operator${index}@contoso.example`,
  }))
  const step = (365 * 24 * 60 * minute) / count
  const entry = (index: number): { draft: AuditDraft; scope: AuditScope } => {
    const [category, activityType, operationType] = random.weighted(
      activities.map((each) => [each, each[3]] as const),
    )
    const person = random.pick(people)
    const isRequest = category === 'ElevationRequest'
    return {
      draft: {
        category,
        activityType,
        operationType,
        result: random.chance(0.03) ? 'Failure' : 'Success',
        actor: { type: 'ItPro', ...person },
        resource: {
          type: category,
          id: randomUUID(),
          displayName: isRequest ? `Setup-${random.whole(1, 6_000)}.exe` : `Item ${index}`,
          changes: isRequest
            ? [{ name: 'reviewerJustification', before: null, after: random.pick(reasons) }]
            : [],
        },
        scopeTagIds: [random.chance(0.3) ? '1' : '0'],
      },
      scope: {
        now: new Date(at.getTime() - (count - index) * step),
        newId: randomUUID,
        requestId: randomUUID(),
        principal: null,
        ipAddress: '192.0.2.7',
      },
    }
  }
  for (let from = 0; from < count; from += 1_000) {
    const entries = Array.from({ length: Math.min(1_000, count - from) }, (_, index) =>
      entry(from + index),
    )
    await db.transaction().execute((tx) => recordAudits(tx, entries))
  }
}
