import type { Handlers } from '../types.ts'
import { importRefused, isRefused, tryImport } from './import-run.ts'

export const importHandlers: Pick<Handlers, 'import'> = {
  /** All or nothing. A dry run tries everything and undoes it, so that it tells what the import itself would. */
  import: async ({ body, principal, deps, hub, change }) => {
    const { dryRun, documents } = body
    const facts = { principal, now: deps.now(), newId: deps.newId, dryRun }
    if (dryRun) {
      // What is undone at once needs no fresh sign-in; the import itself asks for it.
      const tried = { ...facts, principal: { ...principal, signedInAt: facts.now.toISOString() } }
      const results = await tryImport(tried, documents, (work) =>
        deps.db.transaction().execute((tx) => work(tx, () => Promise.resolve())),
      )
      return { body: { dryRun, results } }
    }
    const results = await tryImport(facts, documents, change)
    if (isRefused(results)) throw importRefused(results)
    const changed = results.filter(({ action }) => action !== 'unchanged')
    if (changed.some(({ kind }) => kind === 'policy')) {
      hub.publish({ entity: 'configurationPolicies' })
    }
    if (changed.some(({ kind }) => kind === 'reusableSetting')) {
      hub.publish({ entity: 'reusablePolicySettings' })
    }
    return { body: { dryRun, results } }
  },
}
