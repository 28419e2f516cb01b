import type { Tx } from './schema.ts'

const key = 'lastScopeTagId'

const remember = (tx: Tx, value: string) =>
  tx
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()

/** The highest number that a tag ever had. */
const highest = async (tx: Tx): Promise<number> => {
  const known = await tx.selectFrom('scope_tags').select('id').execute()
  const last = await tx.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  const taken = known.map((row) => Number(row.id)).filter((id) => Number.isSafeInteger(id))
  return Math.max(0, Number(last?.value ?? 0), ...taken)
}

/**
 * The next scope tag's number, counted up for ever: the number of a deleted tag stays in the audit log and in policies'
 * history, and must not come to mean another.
 */
export const takeScopeTagId = async (tx: Tx): Promise<string> => {
  const value = String((await highest(tx)) + 1)
  await remember(tx, value)
  return value
}

/** To be called before a tag is deleted. */
export const keepScopeTagIds = async (tx: Tx): Promise<void> => {
  await remember(tx, String(await highest(tx)))
}
