import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { basename } from 'node:path'

import { verifyChain } from '#server/audit/chain.ts'

import { createDataFolder } from '../data-folder.ts'
import { openExistingFolder } from '../open-data.ts'
import { lockDataFolder, openSqlite } from '../sqlite.ts'
import { recordCommand, UsageError, type Command, type CommandScope } from './command.ts'
import { endOfLog, signRestore } from './sign-restore.ts'

/** Reads a database file through: its structure, and every record of its audit chain. Throws when it is not whole. */
const check = async (file: string): Promise<{ count: number; head: string }> => {
  const { db, raw } = openSqlite(file)
  try {
    const integrity: unknown = raw.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') throw new UsageError(`${file} is damaged: ${String(integrity)}.`)
    const verdict = await verifyChain(db)
    if (!verdict.ok) {
      throw new UsageError(`The audit chain in ${file} is broken at record ${verdict.seq}.`)
    }
    return verdict
  } finally {
    // Back to one file: the copy is moved about as one.
    raw.pragma('journal_mode = DELETE')
    await db.destroy()
  }
}

const onlyFolders = () => {
  if (!process.env['DATABASE_URL']) return
  throw new UsageError(
    'DATABASE_URL is set: PostgreSQL has tools of its own. Back it up with pg_dump and bring it back with pg_restore, as docs/postgresql.md says, then run audit verify.',
  )
}

/** A copy as of one moment, taken beside a running console, and read back before it is called a backup. */
export const backup: Command = async (args, scope) => {
  onlyFolders()
  const [file] = args
  if (file === undefined || args.length > 1)
    throw new UsageError('Usage: npm run epm -- backup FILE')
  if (existsSync(file)) throw new UsageError(`${file} exists already.`)
  const { db, raw } = openExistingFolder(scope.dataFolder)
  try {
    raw.prepare('vacuum into ?').run(file)
  } finally {
    await db.destroy()
  }
  const { count, head } = await check(file)
  scope.print(`Backed up to ${file}: ${count} audit records, head ${head}`)
  return 0
}

/** How far the log of the database that is about to go reaches; null when it cannot be read. */
const endOfOld = async (file: string) => {
  if (!existsSync(file)) return null
  const { db } = openSqlite(file)
  const end = await endOfLog(db).catch(() => null)
  await db.destroy()
  return end
}

/** The restored log begins with the news that it was restored: what was given up is told by how far the old one reached. */
const recordRestore = async (
  incoming: string,
  restored: { file: string; before: { count: number; head: string | null } | null; kept: number },
  scope: CommandScope,
) => {
  const { db } = openSqlite(incoming)
  const { file, before, kept } = restored
  const { head } = await endOfLog(db)
  await db.transaction().execute((tx) =>
    recordCommand(
      tx,
      {
        category: 'Other',
        activityType: 'Restore Database',
        operationType: 'Action',
        resource: {
          type: 'Database',
          id: '',
          displayName: basename(file),
          changes: [
            { name: 'records', before: before && String(before.count), after: String(kept) },
            { name: 'head', before: before?.head ?? null, after: head },
          ],
        },
      },
      scope,
    ),
  )
  await db.destroy()
}

const tellRestore = async (
  restored: { from: number; kept: number; old: string },
  scope: CommandScope,
) => {
  const { db } = openExistingFolder(scope.dataFolder)
  const { from, kept, old } = restored
  const signed = await signRestore(db, { from, kept }, scope)
  const { count, head } = await endOfLog(db)
  await db.destroy()
  scope.print(
    `Restored ${kept} audit records, and one that tells of it: ${count}, head ${head}. The old database is ${old}`,
  )
  if (signed) scope.print('The checkpoints say so too.')
}

/** Puts a backup in the place of the database, after reading it through. The old database is kept beside it. */
export const restore: Command = async (args, scope) => {
  onlyFolders()
  const [file] = args
  if (file === undefined || args.length > 1)
    throw new UsageError('Usage: npm run epm -- restore FILE')
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`)
  const files = createDataFolder(scope.dataFolder)
  const unlock = lockDataFolder(files.lock, files.path)
  try {
    const incoming = `${files.database}.restoring`
    copyFileSync(file, incoming)
    const { count } = await check(incoming)
    const before = await endOfOld(files.database)
    await recordRestore(incoming, { file, before, kept: count }, scope)
    const old = `${files.database}.before-${scope.now().toISOString().replaceAll(/[:.]/g, '-')}`
    if (existsSync(files.database)) {
      // Opening and closing brings what is still in the write-ahead log into the file.
      await openSqlite(files.database).db.destroy()
      renameSync(files.database, old)
    }
    for (const rest of ['-wal', '-shm']) rmSync(files.database + rest, { force: true })
    renameSync(incoming, files.database)
    await tellRestore({ from: before?.count ?? count, kept: count, old }, scope)
    return 0
  } finally {
    unlock()
  }
}
