import type { ConfigurationPolicy, ConfigurationPolicyBody } from '#contract/policies.ts'
import type { Setting } from '#contract/settings.ts'

import { parseStored } from '../../store/parse-stored.ts'
import { policyHeader, toPolicyHeader } from '../../store/policy-rows.ts'
import { etagOf } from '../../store/request-rows.ts'
import type { Tx } from '../../store/schema.ts'
import { badRequest } from '../graph-failure.ts'
import type { UserPrincipal } from '../principal.ts'
import type { Handlers } from '../types.ts'
import { readPolicy } from './policy-access.ts'
import { policyChanges } from './policy-changes.ts'
import { checkPolicy, checkScopeTags } from './policy-checks.ts'
import {
  checkPolicyVersion,
  deletePolicy,
  insertPolicy,
  policyDraft,
  requireVersion,
  updatePolicy,
} from './policy-store.ts'

type Names = 'policyCreate' | 'policyReplace' | 'policyUpdate' | 'policyDelete' | 'policyCreateCopy'

/** The header a body asks for: what the service sets itself comes from `base`; its `settings` are those stored already. */
export const headerOf = async (
  tx: Tx,
  principal: UserPrincipal,
  body: ConfigurationPolicyBody,
  base: {
    id: string
    created: string
    modified: string
    tags: readonly string[]
    settings?: readonly Setting[]
  },
): Promise<ConfigurationPolicy> =>
  policyHeader({
    id: base.id,
    createdDateTime: base.created,
    lastModifiedDateTime: base.modified,
    name: body.name,
    description: body.description ?? '',
    platforms: body.platforms,
    technologies: body.technologies,
    templateReference: await checkPolicy(tx, body, base.settings),
    roleScopeTagIds: await checkScopeTags(tx, principal, body.roleScopeTagIds, base.tags),
    settingCount: body.settings.length,
  })

export const policyWriteHandlers: Pick<Handlers, Names> = {
  policyCreate: async (context) => {
    const { body, principal, deps, hub } = context
    const reply = await context.change(async (tx, audit) => {
      const at = deps.now().toISOString()
      const base = { id: deps.newId(), created: at, modified: at, tags: [] }
      const header = await headerOf(tx, principal, body, base)
      const changes = policyChanges(null, { header, settings: body.settings })
      const whole = { header, settings: body.settings, assignments: [] }
      const row = await insertPolicy(tx, principal, whole, { activity: 'create', changes })
      await audit(policyDraft('Create', 'Create', header, changes))
      return { status: 201, body: toPolicyHeader(row) }
    })
    hub.publish({ entity: 'configurationPolicies', id: reply.body.id })
    return reply
  },

  /** The whole policy but its assignments. */
  policyReplace: async (context) => {
    const { body, principal, deps, hub, params, ifMatch } = context
    requireVersion(context)
    const reply = await context.change(async (tx, audit) => {
      const row = await readPolicy(tx, principal, params.id)
      checkPolicyVersion(row, ifMatch)
      if (body.templateReference.templateId !== row.template_id) {
        throw badRequest('A policy keeps its template.', 'templateReference.templateId')
      }
      const seen = toPolicyHeader(row)
      const before = { header: seen, settings: parseStored.settings(row.settings_json) }
      const header = await headerOf(tx, principal, body, {
        id: row.id,
        created: seen.createdDateTime,
        modified: deps.now().toISOString(),
        tags: seen.roleScopeTagIds,
        settings: before.settings,
      })
      const { settings } = body
      const assignments = parseStored.assignments(row.assignments_json)
      const changes = policyChanges(before, { header, settings })
      const whole = { header, settings, assignments }
      const next = await updatePolicy(tx, principal, row, whole, { activity: 'update', changes })
      await audit(policyDraft('Patch', 'Patch', header, changes))
      return { status: 204, headers: { ETag: etagOf(next.version) } }
    })
    hub.publish({ entity: 'configurationPolicies', id: params.id })
    return reply
  },

  /** Name, description and scope tags; what the body does not name stays, the settings always. */
  policyUpdate: async (context) => {
    const { body, principal, deps, hub, params, ifMatch } = context
    requireVersion(context)
    const reply = await context.change(async (tx, audit) => {
      const row = await readPolicy(tx, principal, params.id)
      checkPolicyVersion(row, ifMatch)
      const seen = toPolicyHeader(row)
      const header: ConfigurationPolicy = {
        ...seen,
        name: body.name ?? seen.name,
        description: body.description === undefined ? seen.description : (body.description ?? ''),
        roleScopeTagIds: await checkScopeTags(
          tx,
          principal,
          body.roleScopeTagIds,
          seen.roleScopeTagIds,
        ),
        lastModifiedDateTime: deps.now().toISOString(),
      }
      const settings = parseStored.settings(row.settings_json)
      const assignments = parseStored.assignments(row.assignments_json)
      const changes = policyChanges({ header: seen, settings }, { header, settings })
      const whole = { header, settings, assignments }
      const next = await updatePolicy(tx, principal, row, whole, { activity: 'update', changes })
      await audit(policyDraft('Patch', 'Patch', header, changes))
      return { body: toPolicyHeader(next) }
    })
    hub.publish({ entity: 'configurationPolicies', id: params.id })
    return reply
  },

  /** The record in the audit log holds everything the policy said. */
  policyDelete: async (context) => {
    const { principal, hub, params, ifMatch } = context
    requireVersion(context)
    await context.change(async (tx, audit) => {
      const row = await readPolicy(tx, principal, params.id)
      checkPolicyVersion(row, ifMatch)
      const header = toPolicyHeader(row)
      const settings = parseStored.settings(row.settings_json)
      await deletePolicy(tx, principal, row)
      const changes = policyChanges(null, { header, settings }).map(({ name, after }) => ({
        name,
        before: after,
        after: null,
      }))
      await audit(policyDraft('Delete', 'Delete', header, changes))
    })
    hub.publish({ entity: 'configurationPolicies', id: params.id })
    return { status: 204 }
  },

  /**
   * Settings and scope tags, no assignments (epm-behaviour 3.6). Of the tags those that the caller may give; the content is
   * checked as for a new policy, so that a rule from before the checks is not multiplied.
   */
  policyCreateCopy: async (context) => {
    const { body, principal, deps, hub, params } = context
    const reply = await context.change(async (tx, audit) => {
      const source = await readPolicy(tx, principal, params.id)
      const seen = toPolicyHeader(source)
      const settings = parseStored.settings(source.settings_json)
      const at = deps.now().toISOString()
      const own = principal.scopeTagIds
      const header = policyHeader({
        ...seen,
        id: deps.newId(),
        name: body.displayName,
        description: body.description ?? '',
        createdDateTime: at,
        lastModifiedDateTime: at,
        roleScopeTagIds: seen.roleScopeTagIds.filter((tag) => own === null || own.includes(tag)),
        templateReference: await checkPolicy(tx, { ...seen, settings }, settings),
      })
      const copied = { name: 'copiedFrom', before: null, after: `${seen.name ?? ''} (${seen.id})` }
      const changes = [copied, ...policyChanges(null, { header, settings })]
      const whole = { header, settings, assignments: [] }
      const row = await insertPolicy(tx, principal, whole, { activity: 'copy', changes })
      await audit(policyDraft('createCopy', 'Action', header, changes))
      return { body: toPolicyHeader(row) }
    })
    hub.publish({ entity: 'configurationPolicies', id: reply.body.id })
    return reply
  },
}
