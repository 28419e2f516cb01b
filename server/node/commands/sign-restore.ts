import { existsSync } from 'node:fs'

import type { Db } from '#server/store/schema.ts'

import { appendNote, readCheckpoints, type Entry } from '../checkpoints/file.ts'
import { readSigningKey } from '../checkpoints/key.ts'
import { writeNote } from '../checkpoints/note.ts'
import { checkpointPaths } from '../checkpoints/paths.ts'
import type { CommandScope } from './command.ts'

/** How far the log reaches. */
export const endOfLog = async (db: Db): Promise<{ count: number; head: string | null }> => {
  const row = await db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { count: row?.seq ?? 0, head: row?.hash ?? null }
}

/** What this console signed so far, oldest first. */
export const ownCheckpoints = (dataFolder: string): Entry[] => {
  const { file, key } = checkpointPaths(dataFolder)
  const signing = readSigningKey(key)
  return signing ? (readCheckpoints(file, [signing]) ?? []) : []
}

/**
 * Signs that the database was put back to `kept` records on purpose, over the record that tells of it. From then on what was
 * signed over more records no longer counts. False where nothing was ever signed.
 */
export const signRestore = async (
  db: Db,
  restored: { from: number; kept: number },
  { dataFolder, now }: CommandScope,
): Promise<boolean> => {
  const { file, key } = checkpointPaths(dataFolder)
  const signing = readSigningKey(key)
  if (!signing || !existsSync(file)) return false
  const { count, head } = await endOfLog(db)
  if (head === null) return false
  const checkpoint = { origin: signing.name, count, head, time: now().toISOString(), restored }
  appendNote(file, writeNote(checkpoint, signing.privateKey))
  return true
}
