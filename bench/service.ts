import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createToken } from '#server/http/tokens.ts'
import { createDataFolder, dataFiles } from '#server/node/data-folder.ts'
import { openSqlite } from '#server/node/sqlite.ts'
import { loadWorld } from '#server/store/load-world.ts'
import { migrate } from '#server/store/migrations.ts'
import type { Db } from '#server/store/schema.ts'
import { uuidOf } from '#worlds/ids.ts'
import { domainName } from '#worlds/people.ts'
import type { World } from '#worlds/world.ts'

const root = join(import.meta.dirname, '..')
/** The build that `npm run bench` made; EPM_SERVER_MAIN names another one, to compare two. */
const productionMain = process.env['EPM_SERVER_MAIN'] ?? join(root, 'dist/server/main.js')

/** Two people who may decide requests. */
const approver = (alias: string) => ({
  id: uuidOf(`user ${alias}`),
  userPrincipalName: `${alias}@${domainName}`,
})
export const approvers = [approver('requests.approver'), approver('epm.manager')] as const

/** Bearer tokens of the two `approvers`, and of both once more for each of several callers: one caller's calls wait for each other. */
export type Tokens = {
  first: string
  second: string
  pairs: readonly (readonly [first: string, second: string])[]
}
const callers = 8

export type SeededData = {
  folder: string
  /** What else a server of this data has in its environment. */
  environment?: Readonly<Record<string, string>>
  tokens: Tokens
  /** The database, to be read once no server runs. */
  open: () => ReturnType<typeof openSqlite>
  remove: () => void
}

/** A data folder of its own with this world in it, and a token for each approver. */
export const seedData = async (world: World): Promise<SeededData> => {
  const folder = mkdtempSync(join(tmpdir(), 'epm-bench-'))
  createDataFolder(folder)
  const open = () => openSqlite(dataFiles(folder).database)
  const { db } = open()
  await migrate(db, { now: world.at })
  await loadWorld(db, world, randomUUID)
  // The host looks at this name only; it must be one that it knows.
  await db.insertInto('meta').values({ key: 'world', value: 'empty' }).execute()
  const tokens = await newTokens(db, world.at)
  await db.destroy()
  return { folder, tokens, open, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export const newTokens = async (db: Db, now: Date): Promise<Tokens> => {
  const tokenOf = ({ id, userPrincipalName }: (typeof approvers)[number]) =>
    db
      .transaction()
      .execute((tx) =>
        createToken(
          tx,
          { purpose: 'user', subjectId: id, label: userPrincipalName },
          { id: randomUUID(), now },
        ),
      )
  const pair = async () => [await tokenOf(approvers[0]), await tokenOf(approvers[1])] as const
  const [first, second] = await pair()
  const pairs = [[first, second] as const]
  while (pairs.length < callers) pairs.push(await pair())
  return { first, second, pairs }
}

/** A data folder that an earlier benchmark seeded and left, with new tokens. It stays. */
export const seededBefore = async (folder: string): Promise<SeededData> => {
  const open = () => openSqlite(dataFiles(folder).database)
  const { db } = open()
  await migrate(db, { now: new Date() })
  const tokens = await newTokens(db, new Date())
  await db.destroy()
  return { folder, tokens, open, remove: () => undefined }
}

/** A benchmark that fails half-way leaves no server behind. */
const alive = new Set<ChildProcess>()
process.once('exit', () => alive.forEach((child) => child.kill('SIGKILL')))

export type Running = {
  url: string
  child: ChildProcess
  /** Milliseconds from the start of the process to its ready line. */
  startedIn: number
  /** SIGKILL; resolves when the process is gone. */
  kill: () => Promise<void>
  /** SIGTERM; resolves when the process is gone. */
  stop: () => Promise<void>
}

/** A mistake that `faulty-service.ts` makes; `none` is the production build. */
export const mistakes = ['audit-after', 'answer-first', 'read-then-write', 'sync-normal'] as const
export type Mistake = (typeof mistakes)[number]

const commandOf = (mistake: Mistake | 'none'): string[] =>
  mistake === 'none'
    ? [process.execPath, productionMain]
    : [process.execPath, '--import', 'tsx', join(import.meta.dirname, 'faulty-service.ts'), mistake]

/** Starts a server on a free port; `prefix` is put before its command, e.g. strace. */
export const startService = (
  data: Pick<SeededData, 'folder' | 'environment'>,
  mistake: Mistake | 'none' = 'none',
  prefix: readonly string[] = [],
): Promise<Running> =>
  new Promise((resolve, reject) => {
    const started = performance.now()
    const [file = '', ...args] = [...prefix, ...commandOf(mistake)]
    const child = spawn(file, args, {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: '0',
        HOST: '127.0.0.1',
        EPM_DATA: data.folder,
        EPM_CHECKPOINTS: join(data.folder, 'checkpoints'),
        EPM_WORLD: 'empty',
        EPM_LOG: 'error',
        ...data.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    alive.add(child)
    const gone = new Promise<void>((done) =>
      child.once('close', () => {
        alive.delete(child)
        done()
      }),
    )
    let printed = ''
    let running: Running | null = null
    const end = (signal: NodeJS.Signals) => () => {
      child.kill(signal)
      return gone
    }
    const read = (chunk: Buffer) => {
      if (running) return
      printed += chunk.toString()
      const url = /ready at (http:\/\/\S+)/.exec(printed)?.[1]
      if (!url) return
      const startedIn = performance.now() - started
      running = { url, child, startedIn, kill: end('SIGKILL'), stop: end('SIGTERM') }
      resolve(running)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('close', (code) => {
      if (!running) reject(new Error(`The service ended (${code}):\n${printed}`))
    })
  })
