import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The files of one tenant. The folder is readable by its owner only: the audit log names people. */
export const dataFiles = (folder: string) => {
  const path = resolve(folder)
  return { path, database: join(path, 'epm.db'), lock: join(path, 'server.lock') }
}

export const createDataFolder = (folder: string) => {
  const files = dataFiles(folder)
  mkdirSync(files.path, { recursive: true, mode: 0o700 })
  return files
}
