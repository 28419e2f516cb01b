import { sql } from 'kysely'

import type { ImportResult } from '#contract/import.ts'
import type { ConfigurationPolicyBody } from '#contract/policies.ts'
import type { Setting } from '#contract/settings.ts'
import { policyDocument } from '#domain/policies/interchange.ts'
import { reusableSettingIdsOf, withReusableSettings } from '#domain/policies/references.ts'

import { allOf } from '../../odata/compile-filter.ts'
import { foldedAscii } from '../../store/fold.ts'
import { parseStored } from '../../store/parse-stored.ts'
import { toPolicyHeader, type PolicyRow } from '../../store/policy-rows.ts'
import { badRequest } from '../graph-failure.ts'
import { needRight, resultOf, type ImportRun, type Placed } from './import-parts.ts'
import { policyChanges, type Change } from './policy-changes.ts'
import { insertPolicy, policyDraft, updatePolicy } from './policy-store.ts'
import { headerOf } from './policy-writes.ts'
import { ownPolicies } from './scope.ts'

type Outcome = Pick<ImportResult, 'action' | 'id' | 'matchedBy' | 'changes'>

/** The caller's own policy of that name and template. Throws 400 when there are several: which one is meant? */
const findPolicy = async (
  { tx, principal }: ImportRun,
  name: string,
  templateId: string,
): Promise<PolicyRow | null> => {
  const condition = allOf([
    // The index is over the lower case; the name itself has to be the same letter for letter.
    sql`lower(policies.name) = ${foldedAscii(name)}`,
    sql`policies.name = ${name}`,
    sql`policies.template_id = ${templateId}`,
    ...ownPolicies(principal),
  ])
  const found = await sql<PolicyRow>`select * from policies where ${condition} limit 2`.execute(tx)
  const [row, other] = found.rows
  if (other) throw badRequest(`More than one policy is called ${JSON.stringify(name)}.`, 'name')
  return row ?? null
}

/** Written through the rules only where a rule names a setting by an id that is another one here. */
const remapped = (settings: Setting[], idOf: (id: string) => string | undefined): Setting[] =>
  reusableSettingIdsOf(settings).some((id) => (idOf(id) ?? id) !== id)
    ? withReusableSettings(settings, idOf)
    : settings

/** Parts that differ; when only the order of things does, that is what differs. */
const orOrder = (changes: Change[]): Change[] =>
  changes.length > 0 ? changes : [{ name: 'order', before: null, after: null }]

const create = async (run: ImportRun, body: ConfigurationPolicyBody): Promise<Outcome> => {
  const { tx, principal, audit, newId } = run
  needRight(principal, 'Microsoft.Intune_EpmPolicy_Create')
  const at = run.now.toISOString()
  const base = { id: newId(), created: at, modified: at, tags: [] }
  const header = await headerOf(tx, principal, body, base)
  const changes = policyChanges(null, { header, settings: body.settings })
  const whole = { header, settings: body.settings, assignments: [] }
  await insertPolicy(tx, principal, whole, { activity: 'import', changes })
  await audit(policyDraft('Create', 'Create', header, changes))
  return { action: 'create', id: header.id, matchedBy: null, changes }
}

const update = async (
  run: ImportRun,
  body: ConfigurationPolicyBody,
  row: PolicyRow,
): Promise<Outcome> => {
  const { tx, principal, audit } = run
  const seen = toPolicyHeader(row)
  const before = { header: seen, settings: parseStored.settings(row.settings_json) }
  const tags = body.roleScopeTagIds ?? seen.roleScopeTagIds
  const normal = JSON.stringify(policyDocument({ ...body, roleScopeTagIds: tags }, body.settings))
  if (normal === JSON.stringify(policyDocument(seen, before.settings))) {
    return { action: 'unchanged', id: row.id, matchedBy: 'name', changes: [] }
  }
  needRight(principal, 'Microsoft.Intune_EpmPolicy_Update')
  const header = await headerOf(tx, principal, body, {
    id: row.id,
    created: seen.createdDateTime,
    modified: run.now.toISOString(),
    tags: seen.roleScopeTagIds,
    settings: before.settings,
  })
  const changes = orOrder(policyChanges(before, { header, settings: body.settings }))
  const assignments = parseStored.assignments(row.assignments_json)
  const whole = { header, settings: body.settings, assignments }
  await updatePolicy(tx, principal, row, whole, { activity: 'import', changes })
  await audit(policyDraft('Patch', 'Patch', header, changes))
  return { action: 'update', id: row.id, matchedBy: 'name', changes }
}

/** One policy: created, or made the policy of its name. Assignments are never imported: who gets a policy is decided here. */
export const importPolicy = (
  run: ImportRun,
  { index, recognized }: Placed<'policy'>,
  known: { idOf: (id: string) => string | undefined; seen: Set<string> },
): Promise<ImportResult> => {
  const { document, passedOver } = recognized
  const { name } = document
  const { templateId } = document.templateReference
  return resultOf({ index, kind: 'policy', name, passedOver }, async () => {
    const key = JSON.stringify([name, templateId])
    if (known.seen.has(key)) throw badRequest('Another document has this name already.', 'name')
    known.seen.add(key)
    const body = { ...document, settings: remapped(document.settings, known.idOf) }
    const row = await findPolicy(run, name, templateId)
    return row ? update(run, body, row) : create(run, body)
  })
}
