import { parseStored } from '../../store/parse-stored.ts'
import { toPolicyHeader, type PolicyRow } from '../../store/policy-rows.ts'
import {
  toVersion,
  toVersionDetail,
  versionLineColumns,
  type VersionRow,
} from '../../store/policy-version-rows.ts'
import type { Db, Tx } from '../../store/schema.ts'
import { badRequest, notFound } from '../graph-failure.ts'
import type { Handlers } from '../types.ts'
import { listAnswer } from './list-answer.ts'
import { readPolicy } from './policy-access.ts'
import { policyChanges } from './policy-changes.ts'
import { checkPolicy, checkScopeTags } from './policy-checks.ts'
import { checkPolicyVersion, policyDraft, requireVersion, updatePolicy } from './policy-store.ts'

type Names = 'policyVersionList' | 'policyVersionGet' | 'policyVersionRestore'

const readVersion = async (db: Db | Tx, policy: PolicyRow, text: string): Promise<VersionRow> => {
  const row = /^\d{1,9}$/.test(text)
    ? await db
        .selectFrom('policy_versions')
        .selectAll()
        .where('policy_id', '=', policy.id)
        .where('version', '=', Number(text))
        .executeTakeFirst()
    : undefined
  if (!row) throw notFound('The version of the policy')
  return row
}

export const policyHistoryHandlers: Pick<Handlers, Names> = {
  /** Newest first. Whoever sees the policy sees its history. */
  policyVersionList: async ({ deps, principal, params, url }) => {
    const policy = await readPolicy(deps.db, principal, params.id)
    const rows = await deps.db
      .selectFrom('policy_versions')
      .select(versionLineColumns)
      .where('policy_id', '=', policy.id)
      .orderBy('version', 'desc')
      .execute()
    const value = rows.map((row) => toVersion(row, policy.version))
    return listAnswer(url, `epm/policies('${policy.id}')/versions`, value)
  },

  policyVersionGet: async ({ deps, principal, params }) => {
    const policy = await readPolicy(deps.db, principal, params.id)
    return {
      body: toVersionDetail(await readVersion(deps.db, policy, params.version), policy.version),
    }
  },

  /**
   * Name, description, scope tags and settings of an earlier version become the newest one, under the checks of today.
   * Assignments stay as they are: who gets a policy is decided anew, never by going back.
   */
  policyVersionRestore: async (context) => {
    const { principal, deps, hub, params, ifMatch } = context
    requireVersion(context)
    const reply = await context.change(async (tx, audit) => {
      const row = await readPolicy(tx, principal, params.id)
      checkPolicyVersion(row, ifMatch)
      const earlier = await readVersion(tx, row, params.version)
      if (earlier.version === row.version)
        throw badRequest('This is the current version.', 'version')
      const seen = toPolicyHeader(row)
      const then = toPolicyHeader({ resource: earlier.resource, version: row.version })
      const settings = parseStored.settings(earlier.settings_json)
      await checkPolicy(tx, { templateReference: seen.templateReference, settings }, settings)
      const header = {
        ...seen,
        name: then.name,
        description: then.description,
        technologies: then.technologies,
        roleScopeTagIds: await checkScopeTags(
          tx,
          principal,
          then.roleScopeTagIds,
          seen.roleScopeTagIds,
        ),
        lastModifiedDateTime: deps.now().toISOString(),
      }
      const before = { header: seen, settings: parseStored.settings(row.settings_json) }
      const changes = policyChanges(before, { header, settings })
      const assignments = parseStored.assignments(row.assignments_json)
      const next = await updatePolicy(
        tx,
        principal,
        row,
        { header, settings, assignments },
        { activity: 'restore', changes, restoredVersion: earlier.version },
      )
      const from = { name: 'restoredVersion', before: null, after: String(earlier.version) }
      await audit(policyDraft('Restore', 'Action', header, [from, ...changes]))
      return { body: toPolicyHeader(next) }
    })
    hub.publish({ entity: 'configurationPolicies', id: params.id })
    return reply
  },
}
