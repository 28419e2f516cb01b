import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { join } from 'node:path'

import type { GraphService } from './graph-service.ts'
import { psqlDatabase } from './psql.ts'
import { epm, type Service } from './service.ts'

export type Answer = { status: number; body: unknown; headers: Record<string, string> }

/**
 * Calls the back end as the page's own scripts do: our service with its cookie and its static header, Graph with the token that
 * lies in this tab.
 */
export const callFrom = (
  page: Page,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  page.evaluate(
    async ({ method, path, body, headers }) => {
      const graph = async () => {
        const config = await window.fetch('/config.json')
        const { graphOrigin } = (await config.json()) as { graphOrigin: string }
        // As the library keeps it; a newer one stands in the place of the older.
        const name = Object.keys(sessionStorage).find((each) => /[-|]accesstoken[-|]/.test(each))
        const kept = JSON.parse(sessionStorage.getItem(name ?? '') ?? '{}') as { secret: string }
        return { origin: graphOrigin, own: { Authorization: `Bearer ${kept.secret}` } }
      }
      const service = document.querySelector('meta[name="epm-backend"][content="service"]') !== null
      const { origin, own } = service
        ? { origin: '', own: { 'X-EPM-Request': '1' } }
        : await graph()
      const response = await window.fetch(`${origin}/beta${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', ...own, ...headers },
        body: body === undefined ? null : JSON.stringify(body),
      })
      const text = await response.text()
      return {
        status: response.status,
        body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text,
        headers: Object.fromEntries(response.headers),
      }
    },
    { method, path, body, headers },
  )

/** Calls the service as a script or a device does, with a bearer token of the command line. */
export const withToken = async (
  service: Service,
  kind: 'user' | 'device',
  name: string,
  narrow: 'full' | 'use' = 'full',
) => {
  const purpose = kind === 'user' ? ['--purpose', narrow] : []
  const token = await epm(service, 'token', 'create', `--${kind}`, name, ...purpose)
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    // The test's own call, not the page's.
    const response = await fetch(`${service.url}/beta${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    return {
      status: response.status,
      body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text,
      headers: Object.fromEntries(response.headers),
    }
  }
}

export type StoredRequest = {
  id: string
  status: string
  requestedByUserPrincipalName: string
  deviceName: string
  requestJustification: string
  reviewerJustification: string | null
  reviewCompletedByUserPrincipalName: string | null
  applicationDetail: { fileName: string; fileHash: string; filePath: string }
}

/** Reads and writes the service's database beside it, for truths the wire does not tell and faults it cannot make. */
export const inDatabase = <T>(service: Service, use: (db: Database.Database) => T): T => {
  const { databaseUrl, dataFolder } = service
  // It has what journeys call; the rest of the type is not used.
  if (databaseUrl !== undefined)
    return use(psqlDatabase(databaseUrl) as unknown as Database.Database)
  const db = new Database(join(dataFolder, 'epm.db'))
  try {
    db.pragma('busy_timeout = 2000')
    return use(db)
  } finally {
    db.close()
  }
}

/** Whoever is signed in has to sign in again, whatever they do next. */
export const endSessions = (service: Service) => {
  if ('standIn' in service) (service as GraphService).standIn.endSessions()
  else inDatabase(service, (db) => db.prepare('delete from sessions').run())
}

/** Plain to type and to read: letters, digits, dots, dashes. */
const plainName = /^[\w.-]{4,40}$/

/** Two requests that a row of the queue does not tell apart. */
const shownAlike = (one: StoredRequest, other: StoredRequest) =>
  one.deviceName === other.deviceName &&
  one.applicationDetail.fileName === other.applicationDetail.fileName

/** Requests of a state as they are stored, the soonest to expire first, with names that a test can type. */
export const storedRequests = (service: Service, status = 'pending'): StoredRequest[] =>
  inDatabase(service, (db) =>
    db
      .prepare<[], { status: string; resource: string }>(
        'select status, resource from elevation_requests order by expires_at',
      )
      .all()
      // The column is the truth.
      .map((row) => ({ ...(JSON.parse(row.resource) as StoredRequest), status: row.status }))
      .filter(({ applicationDetail }) => plainName.test(applicationDetail.fileName))
      // When the sample tenant was made decides who asked twice for the same on one device, in whatever state both are by then.
      .filter((each, _, all) => all.filter((other) => shownAlike(each, other)).length === 1)
      .filter((each) => each.status === status),
  )

/** Requests that nobody of the sample people asked for and that do not expire while the test runs. */
export const pendingOfOthers = (service: Service, people: readonly string[]): StoredRequest[] =>
  storedRequests(service)
    .filter((each) => !people.includes(each.requestedByUserPrincipalName))
    .slice(4)

export const storedRequest = (service: Service, id: string): StoredRequest =>
  inDatabase(service, (db) => {
    const row = db
      .prepare<[string], { status: string; resource: string }>(
        'select status, resource from elevation_requests where id = ?',
      )
      .get(id)
    if (!row) throw new Error(`There is no request ${id}.`)
    // The column is the truth; the resource keeps what is never asked for by itself.
    return { ...(JSON.parse(row.resource) as StoredRequest), status: row.status }
  })

/** How many decisions the audit log holds on this request, refused ones included or not. */
export const auditedDecisions = (service: Service, id: string, result = 'Success'): number =>
  inDatabase(
    service,
    (db) =>
      db
        .prepare<[string, string], { n: number }>(
          'select count(*) as n from audit where resource_id = ? and result = ?',
        )
        .get(id, result)?.n ?? 0,
  )
