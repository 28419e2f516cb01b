import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { getRequestListener } from '@hono/node-server'

import { listenTls } from '#mocks/graph/listen-tls.ts'
import { graphMode } from '#mocks/graph/graph-mode.ts'
import { createTestService } from '#mocks/test-service.ts'
import { uuidOf } from '#worlds/ids.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import type { Seen, Tokens } from './graph-client.spec-helper.ts'
import { createToken } from './http/tokens.ts'
import { readConfig } from './node/config.ts'
import { createDataFolder } from './node/data-folder.ts'
import { openSqlite } from './node/sqlite.ts'
import { startConsole } from './node/start-console.ts'
import { selfSigned } from './self-signed.spec-helper.ts'
import { loadWorld } from './store/load-world.ts'
import { migrate } from './store/migrations.ts'
import type { Db } from './store/schema.ts'

const at = new Date()
const whole = sampleWorld(at)
// The past elevations take the longest to store, and one page of them is enough.
export const world = { ...whole, elevations: whole.elevations.slice(0, 40) }
const found = world.policies.find(({ name }) => name === 'Developer tools')
if (!found) throw new Error('The sample tenant has no such policy.')
export const rulesPolicy = found

export type Host = {
  url: string
  tokens: Tokens
  certificateFile: string
  stop: () => Promise<void>
}

const tokensIn = async (db: Db): Promise<Tokens> => {
  const tokenOf = (alias: string) =>
    db
      .transaction()
      .execute((tx) =>
        createToken(
          tx,
          { purpose: 'user', subjectId: uuidOf(`user ${alias}`), label: alias },
          { id: randomUUID(), now: at },
        ),
      )
  return { manager: await tokenOf('intune.admin'), reader: await tokenOf('epm.reader') }
}

const withCertificate = () => {
  const folder = mkdtempSync(join(tmpdir(), 'epm-graph-client-'))
  const { certificate, key } = selfSigned(at)
  const certificateFile = join(folder, 'certificate.pem')
  const keyFile = join(folder, 'key.pem')
  writeFileSync(certificateFile, certificate)
  writeFileSync(keyFile, key)
  const remove = () => rmSync(folder, { recursive: true, force: true })
  return { folder, certificate, key, certificateFile, keyFile, remove }
}

const service = async (): Promise<Host> => {
  const { folder, certificateFile, keyFile, remove } = withCertificate()
  const { db } = openSqlite(createDataFolder(folder).database)
  await migrate(db, { now: at })
  await loadWorld(db, world, randomUUID)
  await db.insertInto('meta').values({ key: 'world', value: 'empty' }).execute()
  const tokens = await tokensIn(db)
  await db.destroy()
  const running = await startConsole(
    readConfig({
      PORT: '0',
      EPM_DATA: folder,
      EPM_CHECKPOINTS: join(folder, 'checkpoints'),
      EPM_WORLD: 'empty',
      EPM_LOG: 'silent',
      EPM_CHECK_ANSWERS: '1',
      TLS_CERT: certificateFile,
      TLS_KEY: keyFile,
    }),
    { now: () => new Date(), newId: randomUUID },
  )
  const stop = async () => {
    await running.stop(1_000)
    remove()
  }
  return { url: running.url, tokens, certificateFile, stop }
}

const standIn = async (): Promise<Host> => {
  const { certificate, key, certificateFile, remove } = withCertificate()
  const server = await listenTls({ cert: certificate, key })
  const core = await createTestService(world, server.origin)
  const graph = graphMode((request) => core.api.fetch(request))
  const files = '/beta/epm/exportFiles/'
  // The storage of reports is another host of Graph's; here its addresses lead past Graph mode.
  const listener = getRequestListener(
    (request) =>
      new URL(request.url).pathname.startsWith(files) ? core.api.fetch(request) : graph(request),
    { overrideGlobalObjects: false },
  )
  server.serve((request, response) => void listener(request, response))
  const stop = async () => {
    await server.close()
    await core.close()
    remove()
  }
  return { url: server.origin, tokens: await tokensIn(core.db), certificateFile, stop }
}

export const hosts: Record<string, () => Promise<Host>> = {
  'the service': service,
  'the stand-in for Graph': standIn,
}

/** What the program saw there. */
export const seenOf = ({ url, tokens, certificateFile }: Host) =>
  new Promise<Seen>((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'graph-client.spec-helper.ts')],
      {
        env: {
          PATH: process.env['PATH'],
          NODE_EXTRA_CA_CERTS: certificateFile,
          GRAPH_URL: url,
          GRAPH_TOKENS: JSON.stringify(tokens),
          GRAPH_POLICY: rulesPolicy.id,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let printed = ''
    let complaint = ''
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(printed) as Seen)
      else reject(new Error(`The program ended (${code}):\n${complaint}`))
    })
  })
