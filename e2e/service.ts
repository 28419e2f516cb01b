import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const baseData = join(import.meta.dirname, '../test-results/base-data')
const main = join(import.meta.dirname, '../dist/server/main.js')

export type Service = {
  url: string
  dataFolder: string
  child: ChildProcess
  stop: () => Promise<void>
}

/** Starts the production server on a free port; resolves with its ready line, rejects with what it printed. */
export const startService = (dataFolder: string, env: Record<string, string> = {}) =>
  new Promise<Service>((resolve, reject) => {
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, PORT: '0', EPM_DATA: dataFolder, EPM_WORLD: 'sample', ...env },
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
          child,
          stop: () => {
            child.kill('SIGTERM')
            return closed
          },
        })
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
  })

/** A service on a fresh copy of the sample tenant that global set-up wrote once. */
export const startFreshService = async (env: Record<string, string> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'epm-e2e-'))
  cpSync(baseData, folder, { recursive: true })
  const service = await startService(folder, env)
  return {
    ...service,
    stop: async () => {
      await service.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
