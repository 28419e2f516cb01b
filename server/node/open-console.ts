import type { ChangeHub } from '#server/http/change-hub.ts'
import type { Db } from '#server/store/schema.ts'

import type { NodeConfig } from './config.ts'
import { createDataFolder } from './data-folder.ts'
import type { Log } from './log.ts'
import { onlyProcess, type AsOnlyWorker } from './only-worker.ts'
import { prepareData } from './open-data.ts'
import { lockDataFolder, openSqlite } from './sqlite.ts'

export type ConsoleData = {
  db: Db
  asOnlyWorker: AsOnlyWorker
  /** Tells the consoles of other processes what changed here, and those of this one what changed there. */
  join: (hub: ChangeHub) => void
  close: () => Promise<void>
}
type Options = { config: NodeConfig; now: () => Date; newId: () => string; log: Log }

const openFolder = async ({ config, now, newId }: Options): Promise<ConsoleData> => {
  const files = createDataFolder(config.dataFolder)
  const unlock = lockDataFolder(files.lock, files.path)
  const { db } = openSqlite(files.database)
  await prepareData(db, { world: config.world, now: now(), newId })
  return {
    db,
    asOnlyWorker: onlyProcess,
    join: () => undefined,
    close: async () => {
      await db.destroy()
      unlock()
    },
  }
}

const openShared = async (address: string, options: Options): Promise<ConsoleData> => {
  const { config, now, newId, log } = options
  const { openPostgres, oneAtATime } = await import('./postgres/open.ts')
  const { checkAuditGuard } = await import('./postgres/check.ts')
  const { runTogether } = await import('./postgres/together.ts')
  const opened = openPostgres(address, { poolSize: config.databasePool })
  const { db, label } = opened
  try {
    await oneAtATime(opened, () =>
      prepareData(db, { world: config.world, now: now(), newId, where: label }),
    )
    const { warnings } = await checkAuditGuard(db)
    if (!opened.encrypted && !opened.local) {
      warnings.push('the connection to the database is not encrypted')
    }
    for (const message of warnings) log({ level: 'warn', message, database: label })
  } catch (error) {
    await db.destroy()
    throw error
  }
  const together = runTogether(opened, { newId, log })
  return {
    db,
    asOnlyWorker: together.asOnlyWorker,
    join: together.join,
    close: async () => {
      await together.stop()
      await db.destroy()
    },
  }
}

/** The data that the configuration names, ready to be worked with: on PostgreSQL beside other processes, in a folder alone. */
export const openConsoleData = (options: Options): Promise<ConsoleData> =>
  options.config.databaseUrl === null
    ? openFolder(options)
    : openShared(options.config.databaseUrl, options)
