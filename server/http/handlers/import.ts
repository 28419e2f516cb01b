import type { ImportResult } from '#contract/import.ts'

import type { Handlers } from '../types.ts'
import { importDocuments, importRefused } from './import-run.ts'

/** Thrown inside the transaction, so that nothing of what was tried stays. */
class Undone extends Error {
  readonly results: ImportResult[]

  constructor(results: ImportResult[]) {
    super('undone')
    this.results = results
  }
}

const isRefused = (results: readonly ImportResult[]) =>
  results.some(({ action }) => action === 'refused')

const orUndone = async (work: Promise<ImportResult[]>): Promise<ImportResult[]> => {
  try {
    return await work
  } catch (thrown) {
    if (thrown instanceof Undone) return thrown.results
    throw thrown
  }
}

export const importHandlers: Pick<Handlers, 'import'> = {
  /** All or nothing. A dry run tries everything and undoes it, so that it tells what the import itself would. */
  import: async ({ body, principal, deps, hub, change }) => {
    const facts = { principal, now: deps.now(), newId: deps.newId }
    if (body.dryRun) {
      const results = await orUndone(
        deps.db.transaction().execute(async (tx) => {
          const run = { ...facts, tx, audit: () => Promise.resolve() }
          throw new Undone(await importDocuments(run, body.documents))
        }),
      )
      const told = results.map((result) =>
        result.action === 'create' ? { ...result, id: null } : result,
      )
      return { body: { dryRun: true, results: told } }
    }
    const results = await orUndone(
      change(async (tx, audit) => {
        const found = await importDocuments({ ...facts, tx, audit }, body.documents)
        const nothing = found.every(({ action }) => action === 'unchanged')
        if (nothing || isRefused(found)) throw new Undone(found)
        return found
      }),
    )
    if (isRefused(results)) throw importRefused(results)
    const changed = results.filter(({ action }) => action !== 'unchanged')
    if (changed.some(({ kind }) => kind === 'policy'))
      hub.publish({ entity: 'configurationPolicies' })
    if (changed.some(({ kind }) => kind === 'reusableSetting')) {
      hub.publish({ entity: 'reusablePolicySettings' })
    }
    return { body: { dryRun: false, results } }
  },
}
