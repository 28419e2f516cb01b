import { execFile, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { createDatabase, journeyServer } from './psql.ts'

/** Where the sample tenant lies that tests copy; each worker of the runner has one of its own. */
const baseData = join(
  import.meta.dirname,
  `../test-results/base-data-${process.env['TEST_PARALLEL_INDEX'] ?? 'alone'}`,
)
/** Requests of the sample tenant end by the clock, the first after nine minutes: an older one is written anew. */
const freshForMs = 4 * 60_000
/** `EPM_DIST` names another build than the one in this folder. */
const dist = process.env['EPM_DIST'] ?? join(import.meta.dirname, '../dist')
export const cli = join(dist, 'server/cli.js')

/** What a journey runs on: where its page is, and the database behind it. */
export type Service = {
  url: string
  dataFolder: string
  /** Where it keeps its tenant when that is not in the folder. */
  databaseUrl?: string | undefined
  /** Everything it has written so far, log lines included. */
  printed: () => string
  stop: () => Promise<void>
}

/** Starts the production server on a free port; resolves with its ready line, rejects with what it printed. */
export const startService = (dataFolder: string, env: Record<string, string> = {}) =>
  new Promise<Service>((resolve, reject) => {
    const child = spawn(process.execPath, [join(dist, 'server/main.js')], {
      env: {
        ...process.env,
        PORT: '0',
        EPM_DATA: dataFolder,
        EPM_CHECKPOINTS: join(dataFolder, 'checkpoints'),
        EPM_WORLD: 'sample',
        EPM_CHECK_ANSWERS: '1',
        EPM_LOG: 'warn',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let printed = ''
    const closed = new Promise<void>((done) => child.once('close', () => done()))
    child.once('close', (code) => reject(new Error(`The service ended (${code}):\n${printed}`)))
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      const url = /EPM Console ready at (https?:\/\/\S+)/.exec(printed)?.[1]
      if (url)
        resolve({
          url,
          dataFolder,
          databaseUrl: env['DATABASE_URL'],
          printed: () => printed,
          stop: () => {
            child.kill('SIGTERM')
            return closed
          },
        })
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
  })

/** The sample tenant, as it is just after the first start (copying beats seeding). */
export const freshBaseData = async (): Promise<string> => {
  const mark = `${baseData}.written`
  const written = statSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (Date.now() - written > freshForMs) {
    rmSync(baseData, { recursive: true, force: true })
    mkdirSync(baseData, { recursive: true })
    const service = await startService(baseData)
    await service.stop()
    writeFileSync(mark, '')
  }
  return baseData
}

/** The same on PostgreSQL: the name of a database to copy, one for each worker of the runner. */
let template: { name: string; writtenAt: number } | null = null
const freshTemplate = async (server: string): Promise<string> => {
  if (template !== null && Date.now() - template.writtenAt <= freshForMs) return template.name
  const { name, url } = createDatabase(server)
  const folder = mkdtempSync(join(tmpdir(), 'epm-e2e-base-'))
  const service = await startService(folder, { DATABASE_URL: url })
  await service.stop()
  rmSync(folder, { recursive: true, force: true })
  template = { name, writtenAt: Date.now() }
  return name
}

const startOnPostgres = async (server: string, env: Record<string, string>): Promise<Service> => {
  const isEmpty = env['EPM_WORLD'] === 'empty'
  const database = createDatabase(server, isEmpty ? undefined : await freshTemplate(server))
  const folder = mkdtempSync(join(tmpdir(), 'epm-e2e-'))
  const service = await startService(folder, { ...env, DATABASE_URL: database.url })
  return {
    ...service,
    stop: async () => {
      await service.stop()
      database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A service on a copy of the sample tenant. */
export const startFreshService = async (env: Record<string, string> = {}): Promise<Service> => {
  if (journeyServer !== null) return startOnPostgres(journeyServer, env)
  const folder = mkdtempSync(join(tmpdir(), 'epm-e2e-'))
  if (env['EPM_WORLD'] !== 'empty') cpSync(await freshBaseData(), folder, { recursive: true })
  const service = await startService(folder, env)
  return {
    ...service,
    stop: async () => {
      await service.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Runs `npm run epm -- …` beside the running service; answers what it printed, throws when it failed. */
export const epm = async (service: Service, ...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], {
    env: {
      ...process.env,
      EPM_DATA: service.dataFolder,
      EPM_CHECKPOINTS: join(service.dataFolder, 'checkpoints'),
      ...(service.databaseUrl === undefined ? {} : { DATABASE_URL: service.databaseUrl }),
    },
  })
  return stdout.trim()
}
