import { existsSync } from 'node:fs'

import { loadWorld } from '#server/store/load-world.ts'
import { migrate } from '#server/store/migrations.ts'
import type { Db } from '#server/store/schema.ts'

import { ConfigError } from './config.ts'
import { dataFiles } from './data-folder.ts'
import { openSqlite } from './sqlite.ts'

const worldKey = 'world'

/** Worlds are read only when they are needed: writing a tenant takes longer than starting. */
const worlds = {
  sample: async (at: Date) => (await import('#worlds/sample/sample-world.ts')).sampleWorld(at),
  empty: async (at: Date) => (await import('#worlds/empty.ts')).emptyWorld(at),
}
export type WorldName = keyof typeof worlds

/**
 * Migrates the database and, on the first start, writes the world into it, relative to this moment. Throws `ConfigError` when
 * the data holds another world than the one asked for.
 */
export const prepareData = async (
  db: Db,
  options: { world: WorldName; now: Date; newId: () => string; where?: string },
): Promise<{ seeded: boolean }> => {
  const { world, now, newId } = options
  await migrate(db, { now })
  const stored = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', worldKey)
    .executeTakeFirst()
  if (stored && stored.value !== world) {
    throw new ConfigError(
      `This data holds the world '${stored.value}', but EPM_WORLD is '${world}'. ` +
        (options.where === undefined
          ? 'Set EPM_DATA to another folder to keep both.'
          : `Name another database than ${options.where} in DATABASE_URL to keep both.`),
    )
  }
  if (stored) return { seeded: false }
  // A start that was cut off between these two steps has the whole world but not yet its name.
  const loaded = await db.selectFrom('role_definitions').select('id').limit(1).executeTakeFirst()
  if (!loaded) await loadWorld(db, await worlds[world](now), newId)
  await db.insertInto('meta').values({ key: worldKey, value: world }).execute()
  return { seeded: !loaded }
}

/** Connections of a command: it does one thing after the other. */
const commandPool = 2

/**
 * The database for a command, which may run beside the console: the one DATABASE_URL names, else that of the folder. Throws
 * `ConfigError` when there is none.
 */
export const openExistingData = async (
  folder: string,
  databaseUrl = process.env['DATABASE_URL'],
): Promise<{ db: Db }> => {
  if (!databaseUrl) return openExistingFolder(folder)
  const { openPostgres } = await import('./postgres/open.ts')
  return openPostgres(databaseUrl, { poolSize: commandPool, mustExist: true })
}

/** The SQLite database of a folder. */
export const openExistingFolder = (folder: string) => {
  const files = dataFiles(folder)
  if (!existsSync(files.database)) {
    throw new ConfigError(
      `There is no database in ${files.path}. Start the console once, or set EPM_DATA.`,
    )
  }
  return openSqlite(files.database)
}
