import { randomUUID } from 'node:crypto'

import { createApi } from '#server/api.ts'
import { createHandlers } from '#server/http/handlers.ts'
import { hostHandlers } from '#server/http/host-handlers.ts'
import { createIdentify } from '#server/http/identify.ts'
import { defaultSessionTimes } from '#server/http/session-handlers.ts'
import { dataFiles } from '#server/node/data-folder.ts'
import { listen } from '#server/node/serve.ts'
import { openSqlite } from '#server/node/sqlite.ts'

import { withMistake } from './faulty-handlers.ts'
import { mistakes } from './service.ts'

/**
 * The service with one mistake, as a process that can be killed like the real one. The benchmarks run it as a control:
 * a check that does not find the mistake finds nothing.
 */
const mistake = mistakes.find((name) => name === process.argv[2])
const folder = process.env['EPM_DATA']
if (!mistake || !folder) throw new Error(`Usage: EPM_DATA=… faulty-service ${mistakes.join(' | ')}`)

const { db, raw } = openSqlite(dataFiles(folder).database)
if (mistake === 'sync-normal') raw.pragma('synchronous = NORMAL')

const now = () => new Date()
const origin = 'http://127.0.0.1'
const api = createApi(
  {
    db,
    now,
    newId: randomUUID,
    identify: createIdentify({ db, now, sessionTimes: defaultSessionTimes }),
    log: () => undefined,
    config: {
      version: 'faulty',
      world: 'empty',
      signIn: 'oidc',
      origin,
      samplePeople: [],
      checkAnswers: false,
    },
  },
  withMistake(createHandlers(hostHandlers), mistake),
)
const { port } = await listen({
  host: '127.0.0.1',
  port: 0,
  tls: null,
  fetch: (request) => api.fetch(request),
})
process.stdout.write(`ready at ${origin}:${port}\n`)
