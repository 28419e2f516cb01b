import { randomUUID } from 'node:crypto'
import { setPriority } from 'node:os'

import { createCaller } from './http-client.ts'

/** What a flood sends over so many connections without a pause; `uuid` in the path is another id each time. */
export type FloodOrder = {
  url: string
  headers: Record<string, string>
  connections: number
  path: string
  /** What is posted; absent to read. */
  body?: unknown
}

export type Statuses = [status: number, times: number][]

/**
 * A process of its own, so that what it does is no part of the time that somebody else is measured to wait. It stands back for
 * who measures: both have to share what the service leaves of the machine.
 */
const flood = ({ url, headers, connections, path, body }: FloodOrder) => {
  const caller = createCaller(url, headers)
  const statuses = new Map<number, number>()
  let on = true
  const send = () => {
    const to = path.replace('uuid', randomUUID())
    return body === undefined ? caller.get(to) : caller.post(to, body)
  }
  const work = Promise.all(
    Array.from({ length: connections }, async () => {
      while (on) {
        const status = (await send())?.status ?? 0
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    }),
  )
  return async (): Promise<Statuses> => {
    on = false
    await work
    caller.close()
    return [...statuses].toSorted(([one], [two]) => one - two)
  }
}

setPriority(5)
process.once('message', (order) => {
  const stop = flood(order as FloodOrder)
  process.once('message', () => {
    void stop().then((statuses) => process.send?.(statuses, undefined, {}, () => process.exit(0)))
  })
})
