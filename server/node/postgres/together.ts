import { setTimeout as wait } from 'node:timers/promises'

import { sql } from 'kysely'
import type { Client } from 'pg'

import { ChangeNotice } from '#contract/epm.ts'
import { z } from '#contract/zod.ts'
import type { ChangeHub, HubMessage } from '#server/http/change-hub.ts'
import { lockKeys } from '#server/store/dialect.ts'

import type { Log } from '../log.ts'
import type { AsOnlyWorker, BackgroundWork } from '../only-worker.ts'
import type { OpenedPostgres } from './open.ts'

const channel = 'epm_console'
/** How often the elected process shows that it is alive, and the others ask whether they are elected. */
const beatMs = 2_000
const answerMs = 5_000
/** After so long without a beat the server ends the connection, and with it the lock of a process that hangs. */
const idleLimit = '15s'
const retryMs = 1_000

const Message = z.discriminatedUnion('kind', [
  z.object({ from: z.string(), kind: z.literal('notice'), notice: ChangeNotice }),
  z.object({ from: z.string(), kind: z.literal('sessionsEnded') }),
])

export type Together = {
  asOnlyWorker: AsOnlyWorker
  /** Connects the hub of this process with those of the others. */
  join: (hub: ChangeHub) => void
  stop: () => Promise<void>
}

/** Work that runs while this process is elected; a start waits until the stop before it has ended. */
const createWorkers = () => {
  const starts = new Set<() => BackgroundWork>()
  const running = new Map<() => BackgroundWork, BackgroundWork>()
  let turn = Promise.resolve()
  const inTurn = (act: () => Promise<void>) => (turn = turn.then(act))
  const stopOne = async (start: () => BackgroundWork) => {
    const work = running.get(start)
    running.delete(start)
    await work?.stop()
  }
  let elected = false
  return {
    isElected: () => elected,
    elect: (now: boolean) => {
      if (elected === now) return turn
      elected = now
      return inTurn(async () => {
        if (elected)
          for (const start of starts) if (!running.has(start)) running.set(start, start())
        if (!elected) await Promise.all([...running.keys()].map(stopOne))
      })
    },
    add: (start: () => BackgroundWork): BackgroundWork => {
      starts.add(start)
      void inTurn(async () => {
        if (elected && starts.has(start) && !running.has(start)) running.set(start, start())
      })
      return {
        stop: () => {
          starts.delete(start)
          return inTurn(() => stopOne(start))
        },
      }
    },
  }
}

/** One connection of this process that lives as long as it can: it listens to the others and holds the lock of the elected one. */
export const runTogether = (
  database: OpenedPostgres,
  { newId, log }: { newId: () => string; log: Log },
): Together => {
  const self = newId()
  const ending = new AbortController()
  const workers = createWorkers()
  let hub: ChangeHub | null = null

  const hear = (payload: string | undefined) => {
    const parsed = Message.safeParse(JSON.parse(payload ?? 'null'))
    if (!parsed.success || parsed.data.from === self) return
    const { from: _from, ...message } = parsed.data
    hub?.deliver(message)
  }
  /** What was said while nobody listened is not said again. */
  const lookEverywhere = () => {
    for (const entity of ChangeNotice.shape.entity.options)
      hub?.deliver({ kind: 'notice', notice: { entity } })
    hub?.deliver({ kind: 'sessionsEnded' })
  }

  const stay = async (client: Client, again: boolean) => {
    const left = new AbortController()
    client.once('end', () => left.abort())
    client.on('notification', ({ payload }) => hear(payload))
    await client.query(`set idle_session_timeout = '${idleLimit}'; listen ${channel}`)
    if (again) lookEverywhere()
    const over = AbortSignal.any([left.signal, ending.signal])
    while (!over.aborted) {
      if (workers.isElected()) await client.query('select 1')
      else {
        const { rows } = await client.query<{ won: boolean }>(
          'select pg_try_advisory_lock($1) as won',
          [lockKeys.background],
        )
        if (rows[0]?.won === true) {
          log({ level: 'info', message: 'this process does the work of the background' })
          void workers.elect(true)
        }
      }
      await wait(beatMs, undefined, { signal: over }).catch(() => undefined)
    }
  }

  const run = async () => {
    for (let times = 0; !ending.signal.aborted; times += 1) {
      let client: Client | null = null
      try {
        client = await database.session(answerMs)
        await stay(client, times > 0)
      } catch (error) {
        log({ level: 'warn', message: 'the other processes cannot be heard', error: String(error) })
      }
      // Stopped before the lock is given up, unless the connection took it along.
      await workers.elect(false)
      await client?.end().catch(() => undefined)
      if (!ending.signal.aborted) {
        await wait(retryMs, undefined, { signal: ending.signal }).catch(() => undefined)
      }
    }
  }

  let waiting: HubMessage[] = []
  let sending = false
  /** One statement for all that gathered while the one before was under way. */
  const send = async () => {
    if (sending) return
    sending = true
    while (waiting.length > 0) {
      const texts = [
        ...new Set(waiting.map((message) => JSON.stringify({ from: self, ...message }))),
      ]
      waiting = []
      await sql`select pg_notify(${channel}, text) from unnest(${texts}::text[]) as text`
        .execute(database.db)
        .catch((error: unknown) =>
          log({
            level: 'warn',
            message: 'the other processes were not told',
            error: String(error),
          }),
        )
    }
    sending = false
  }

  const running = run()
  return {
    asOnlyWorker: workers.add,
    join: (its) => {
      hub = its
      its.forwardTo((message) => {
        waiting.push(message)
        void send()
      })
    },
    stop: async () => {
      ending.abort()
      await running
    },
  }
}
