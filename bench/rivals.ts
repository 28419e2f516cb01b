import { verifyChain } from '#server/audit/chain.ts'
import type { Db } from '#server/store/schema.ts'

import { createClient, type Answer, type Client } from './http-client.ts'
import { approvers, type SeededData } from './service.ts'

const requests = '/deviceManagement/elevationRequests'

type Told = { status: string; by: string }
/** One answer to one of two rivals; `unknown` when the connection broke or the service said so, `refused` when nothing was changed. */
type Attempt =
  | { kind: 'won' | 'lost'; told: Told }
  | { kind: 'unknown' | 'refused' }
  | { kind: 'other'; status: number }

/** What both rivals were told about one request; the first always approves, the second always denies. */
export type Race = { id: string; attempts: Attempt[] }

const toldOf = (resource: unknown): Told => {
  const { status, reviewCompletedByUserPrincipalName } = (resource ?? {}) as Record<string, unknown>
  return { status: String(status), by: String(reviewCompletedByUserPrincipalName) }
}

const attemptOf = (answer: Answer): Attempt => {
  if (answer === null || answer.status === 504) return { kind: 'unknown' }
  if (answer.status === 503) return { kind: 'refused' }
  if (answer.status === 200) return { kind: 'won', told: toldOf(JSON.parse(answer.text)) }
  if (answer.status !== 409) return { kind: 'other', status: answer.status }
  const { error } = JSON.parse(answer.text) as { error: { current?: unknown } }
  return { kind: 'lost', told: toldOf(error.current) }
}

/** Each rival calls a process of the service; where there is one only, both call that. */
export const createRivals = (
  urls: string | readonly [string, string],
  { tokens }: Pick<SeededData, 'tokens'>,
) => {
  const [first, second] = typeof urls === 'string' ? [urls, urls] : urls
  const pairs = tokens.pairs.map(([one, other]) => [
    createClient(first, one),
    createClient(second, other),
  ])
  let turn = 0
  const decide = (client: Client, id: string, verb: string) =>
    client.post(`${requests}/${id}/${verb}`, { reviewerJustification: `${verb} by bench` })
  return {
    /** Approve against deny, at once; who is sent first is a coin's choice. */
    race: async (id: string): Promise<Race> => {
      const [one, other] = pairs[turn % pairs.length] ?? []
      if (!one || !other) throw new Error('no rivals')
      turn += 1
      const approveFirst = Math.random() < 0.5
      const early = approveFirst ? decide(one, id, 'approve') : decide(other, id, 'deny')
      const late = approveFirst ? decide(other, id, 'deny') : decide(one, id, 'approve')
      const answers = await Promise.all(approveFirst ? [early, late] : [late, early])
      return { id, attempts: answers.map(attemptOf) }
    },
    close: () => pairs.flat().forEach((client) => client.close()),
  }
}

/** Runs `workers` loops that each take the next id until there is none or `until` says so. */
export const raceAll = async (
  next: () => string | undefined,
  race: (id: string) => Promise<Race>,
  { workers, until }: { workers: number; until?: () => boolean },
): Promise<Race[]> => {
  const races: Race[] = []
  const work = async () => {
    while (until?.() !== true) {
      const id = next()
      if (id === undefined) return
      races.push(await race(id))
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return races
}

export type Tally = {
  requests: number
  answered: number
  acknowledged: number
  losers: number
  unknown: number
  /** Told that the database could not be used and nothing was changed. */
  refused: number
  /** Told so, yet that very decision is in the database. */
  refusedAndStored: number
  /** Answers that were none of these. */
  otherAnswers: number
  /** Both rivals were told that they had won. */
  double: number
  /** Acknowledged, yet still pending in the database. */
  lost: number
  /** Acknowledged, yet another decision or reviewer is in the database. */
  different: number
  /** Told on losing something else than what is in the database. */
  losersMisled: number
  /** Decided in the database without an audit record of success by its reviewer. */
  withoutAudit: number
  auditedTwice: number
  /** Records of success for requests that are still pending. */
  auditWithoutChange: number
  auditRecords: number
  chain: string
  integrity: string
}

type Found = Told & { id: string }

/** Compares what the rivals were told with what is stored; no server may run. */
export const tally = async (data: SeededData, races: readonly Race[]): Promise<Tally> => {
  const { db, raw } = data.open()
  try {
    return await tallyIn(db, races, String(raw.pragma('integrity_check', { simple: true })))
  } finally {
    await db.destroy()
  }
}

/** The same of a database that is open; `integrity` is what it says of itself. */
export const tallyIn = async (
  db: Db,
  races: readonly Race[],
  integrity: string,
): Promise<Tally> => {
  const names = new Map(approvers.map((each) => [each.id, each.userPrincipalName]))
  const rows = await db
    .selectFrom('elevation_requests')
    .select(['id', 'status', 'reviewed_by_id'])
    .execute()
  const stored = new Map<string, Found>(
    rows.map(({ id, status, reviewed_by_id }) => [
      id,
      { id, status, by: names.get(reviewed_by_id ?? '') ?? 'nobody' },
    ]),
  )
  const successes = await db
    .selectFrom('audit')
    .select(['resource_id', 'actor_name', 'activity_type'])
    .where('result', '=', 'Success')
    .where('category', '=', 'ElevationRequest')
    .execute()
  const verbs: Record<string, string> = { approved: 'Approve', denied: 'Deny' }
  const audited = new Map<string, typeof successes>()
  for (const record of successes) {
    const id = record.resource_id ?? ''
    audited.set(id, [...(audited.get(id) ?? []), record])
  }
  const recordsOf = ({ id, status, by }: Found) =>
    (audited.get(id) ?? []).filter(
      ({ actor_name, activity_type }) =>
        actor_name === by && activity_type === `${verbs[status]} ElevationRequest`,
    ).length
  const found = [...stored.values()]
  const decided = found.filter(({ status }) => status !== 'pending')

  const attempts = races.flatMap(({ id, attempts: tries }) =>
    tries.map((attempt) => ({ id, attempt })),
  )
  const of = (kind: Attempt['kind']) => attempts.filter(({ attempt }) => attempt.kind === kind)
  const winners = (race: Race) => race.attempts.filter(({ kind }) => kind === 'won')
  const asTold = (id: string, attempt: Attempt) => {
    const row = stored.get(id)
    return 'told' in attempt && row?.status === attempt.told.status && row.by === attempt.told.by
  }
  const acknowledged = races.filter((race) => winners(race).length > 0)
  const pendingNow = (race: Race) => stored.get(race.id)?.status === 'pending'

  /** The first rival always approves, the second always denies. */
  const refusedAndStored = races.filter(({ id, attempts: tries }) =>
    tries.some(({ kind }, index) => {
      const row = stored.get(id)
      const own = row?.status === ['approved', 'denied'][index]
      return kind === 'refused' && own && row?.by === approvers[index]?.userPrincipalName
    }),
  ).length

  const chain = await verifyChain(db)
  return {
    requests: races.length,
    answered: attempts.length - of('unknown').length,
    acknowledged: acknowledged.length,
    losers: of('lost').length,
    unknown: of('unknown').length,
    refused: of('refused').length,
    refusedAndStored,
    otherAnswers: of('other').length,
    double: races.filter((race) => winners(race).length > 1).length,
    lost: acknowledged.filter(pendingNow).length,
    different: acknowledged.filter(
      (race) => !pendingNow(race) && !winners(race).every((attempt) => asTold(race.id, attempt)),
    ).length,
    losersMisled: of('lost').filter(({ id, attempt }) => !asTold(id, attempt)).length,
    withoutAudit: decided.filter((row) => recordsOf(row) === 0).length,
    auditedTwice: decided.filter(({ id }) => (audited.get(id)?.length ?? 0) > 1).length,
    auditWithoutChange: found.filter(({ id, status }) => status === 'pending' && audited.has(id))
      .length,
    auditRecords: successes.length,
    chain: chain.ok ? 'whole' : `broken at ${chain.seq}: ${chain.why}`,
    integrity,
  }
}

/** A sentence for everything in a tally that must never be. */
export const wrongIn = (name: string, result: Tally): string[] => {
  const zero = [
    'refusedAndStored',
    'otherAnswers',
    'double',
    'lost',
    'different',
    'losersMisled',
    'withoutAudit',
    'auditedTwice',
    'auditWithoutChange',
  ] as const
  return [
    ...zero.filter((key) => result[key] !== 0).map((key) => `${name}: ${key} is ${result[key]}`),
    ...(result.chain === 'whole' ? [] : [`${name}: the audit chain is ${result.chain}`]),
    ...(result.integrity === 'ok' ? [] : [`${name}: integrity_check says ${result.integrity}`]),
  ]
}
