import { sql } from 'kysely'

import { innerCodes } from '#contract/errors.ts'
import {
  certificateFileDefinitionId,
  type ReusablePolicySetting,
} from '#contract/reusable-settings.ts'
import type { SettingInstance } from '#contract/settings.ts'
import type { Certificate } from '#domain/certificates/certificate.ts'
import { readCertificate } from '#domain/certificates/read-certificate.ts'

import type { AuditDraft } from '../../audit/record.ts'
import { allOf } from '../../odata/compile-filter.ts'
import { parseStored } from '../../store/parse-stored.ts'
import { etagOf } from '../../store/request-rows.ts'
import { fromReusableSetting } from '../../store/reusable-setting-rows.ts'
import type { Schema, Tx } from '../../store/schema.ts'
import { requireFreshSignIn } from '../fresh-sign-in.ts'
import { badRequest, GraphFailure, notFound, staleVersion } from '../graph-failure.ts'
import type { Handlers } from '../types.ts'
import type { UserPrincipal } from '../principal.ts'
import { hasAutomaticRules } from './automatic-rules.ts'
import { markPending } from './device-policy-states.ts'
import type { Change } from './policy-changes.ts'
import { requireVersion } from './policy-store.ts'
import { referenceCounts, shownSetting } from './reusable-settings.ts'
import { ownPolicies } from './scope.ts'

type Names = 'reusableSettingCreate' | 'reusableSettingUpdate' | 'reusableSettingDelete'
type Row = Schema['reusable_settings']

const simpleInstance = '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance'

/**
 * The certificate of a setting, read from the text itself (R35, R36): what a client says about it counts for nothing. Throws
 * 400 that names the member at fault.
 */
export const certificateOf = async (instance: SettingInstance): Promise<Certificate> => {
  if (instance.settingDefinitionId !== certificateFileDefinitionId) {
    throw badRequest(
      'Only certificate files can be reusable settings here.',
      'settingInstance.settingDefinitionId',
    )
  }
  const value = instance.simpleSettingValue?.value
  if (instance['@odata.type'] !== simpleInstance || typeof value !== 'string') {
    throw badRequest('A certificate file is one simple text value.', 'settingInstance')
  }
  const reading = await readCertificate(value)
  if (!reading.ok) throw badRequest(reading.message, 'settingInstance.simpleSettingValue.value')
  return reading.certificate
}

const inWords = async (setting: ReusablePolicySetting): Promise<string | null> => {
  const value = setting.settingInstance?.simpleSettingValue?.value
  const reading = await readCertificate(typeof value === 'string' ? value : '')
  // One that was stored before the checks may be unreadable; its text is the fact then.
  if (!reading.ok) return typeof value === 'string' ? value : null
  return `${reading.certificate.subject.text} (SHA-256 ${reading.certificate.sha256})`
}

/** What a write changed, for the audit log: the certificate by its subject and thumbprint. */
export const settingChanges = async (
  before: ReusablePolicySetting | null,
  after: ReusablePolicySetting | null,
): Promise<Change[]> => {
  const parts = async (setting: ReusablePolicySetting | null) => ({
    displayName: setting?.displayName ?? null,
    description: setting?.description ?? null,
    certificate: setting && (await inWords(setting)),
  })
  const [was, is] = [await parts(before), await parts(after)]
  return (['displayName', 'description', 'certificate'] as const).flatMap((name) =>
    was[name] === is[name] ? [] : { name, before: was[name], after: is[name] },
  )
}

export const settingDraft = (
  operationType: 'Create' | 'Patch' | 'Delete',
  setting: ReusablePolicySetting,
  changes: Change[],
): AuditDraft => ({
  category: 'DeviceConfiguration',
  activityType: `${operationType} DeviceManagementReusablePolicySetting`,
  operationType,
  result: 'Success',
  resource: {
    type: 'DeviceManagementReusablePolicySetting',
    id: setting.id,
    displayName: setting.displayName ?? '',
    changes,
  },
})

const readRow = async (tx: Tx, id: string): Promise<Row> => {
  const row = await tx
    .selectFrom('reusable_settings')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('The reusable setting')
  return row
}

const changedMeanwhile = (row: Row) =>
  staleVersion(`The reusable setting was changed at ${row.modified_at}, after you read it.`, {
    '@odata.etag': etagOf(row.version),
    ...parseStored.reusableSetting(row.resource),
  })

const checkVersion = (row: Row, ifMatch: number | null) => {
  if (ifMatch !== null && ifMatch !== row.version) throw changedMeanwhile(row)
}

/** Policies that use a setting: those the caller may see, and how many there are besides. */
const usersOf = async (tx: Tx, principal: UserPrincipal, id: string) => {
  const uses = sql<boolean>`exists (select 1 from policy_reusable_settings
    where policy_reusable_settings.policy_id = policies.id
    and policy_reusable_settings.reusable_setting_id = ${id})`
  const find = async (conditions: Parameters<typeof allOf>[0]) => {
    const found = await sql<{ id: string; name: string }>`
      select id, name from policies where ${allOf(conditions)} order by lower(name), id`.execute(tx)
    return found.rows
  }
  const seen = await find([uses, ...ownPolicies(principal)])
  return { seen, hidden: (await find([uses])).length - seen.length }
}

/** Refuses (403) to replace a certificate in rules that the caller may not even see. */
const checkReach = async (tx: Tx, principal: UserPrincipal, id: string) => {
  const { hidden } = await usersOf(tx, principal, id)
  if (hidden === 0) return
  throw new GraphFailure(
    403,
    'Forbidden',
    'Policies outside your scope use this certificate, so you cannot replace it.',
  )
}

/** Whether a rule that elevates with nobody asked may go by this certificate (R42). */
const elevatesByItself = async (tx: Tx, id: string): Promise<boolean> => {
  const policies = await tx
    .selectFrom('policies')
    .innerJoin('policy_reusable_settings', 'policy_reusable_settings.policy_id', 'policies.id')
    .select(['settings_json', 'assignments_json'])
    .where('policy_reusable_settings.reusable_setting_id', '=', id)
    .execute()
  return policies.some(hasAutomaticRules)
}

/** Writes the next version of a setting, if it still is the one that was read. Returns the new row. */
export const updateSetting = async (
  tx: Tx,
  principal: UserPrincipal,
  row: Row,
  next: ReusablePolicySetting,
): Promise<Row> => {
  const seen = parseStored.reusableSetting(row.resource)
  const before = seen.settingInstance?.simpleSettingValue?.value
  const replaced = next.settingInstance?.simpleSettingValue?.value !== before
  if (replaced) await checkReach(tx, principal, row.id)
  const written = fromReusableSetting(next, row.version + 1)
  if (replaced && (await elevatesByItself(tx, row.id))) {
    requireFreshSignIn(principal, new Date(written.modified_at))
  }
  const { id: _id, created_at: _created, ...columns } = written
  const changed = await tx
    .updateTable('reusable_settings')
    .set(columns)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows !== 1n) throw changedMeanwhile(await readRow(tx, row.id))
  if (replaced) {
    const { seen } = await usersOf(tx, principal, row.id)
    await markPending(
      tx,
      seen.map((policy) => policy.id),
      written.modified_at,
    )
  }
  return written
}

export const reusableSettingWriteHandlers: Pick<Handlers, Names> = {
  reusableSettingCreate: async (context) => {
    const { body, deps, hub } = context
    await certificateOf(body.settingInstance)
    const reply = await context.change(async (tx, audit) => {
      const at = deps.now().toISOString()
      const setting: ReusablePolicySetting = {
        id: deps.newId(),
        displayName: body.displayName,
        description: body.description ?? '',
        settingDefinitionId: body.settingDefinitionId,
        settingInstance: body.settingInstance,
        createdDateTime: at,
        lastModifiedDateTime: at,
      }
      const row = fromReusableSetting(setting, 1)
      await tx.insertInto('reusable_settings').values(row).execute()
      await audit(settingDraft('Create', setting, await settingChanges(null, setting)))
      return { status: 201, body: shownSetting(row, 0) }
    })
    hub.publish({ entity: 'reusablePolicySettings', id: String(reply.body['id']) })
    return reply
  },

  /** Changes what it names, for every policy that uses the setting. */
  reusableSettingUpdate: async (context) => {
    const { body, principal, deps, hub, params, ifMatch } = context
    requireVersion(context)
    if (body.settingInstance) await certificateOf(body.settingInstance)
    const reply = await context.change(async (tx, audit) => {
      const row = await readRow(tx, params.id)
      checkVersion(row, ifMatch)
      const seen = parseStored.reusableSetting(row.resource)
      const next: ReusablePolicySetting = {
        ...seen,
        displayName: body.displayName ?? seen.displayName,
        description: body.description === undefined ? seen.description : (body.description ?? ''),
        settingInstance: body.settingInstance ?? seen.settingInstance,
        lastModifiedDateTime: deps.now().toISOString(),
      }
      const written = await updateSetting(tx, principal, row, next)
      await audit(settingDraft('Patch', next, await settingChanges(seen, next)))
      const counts = await referenceCounts(tx, principal, [row.id])
      return { body: shownSetting(written, counts.get(row.id)) }
    })
    hub.publish({ entity: 'reusablePolicySettings', id: params.id })
    return reply
  },

  reusableSettingDelete: async (context) => {
    const { principal, hub, params, ifMatch } = context
    requireVersion(context)
    await context.change(async (tx, audit) => {
      const row = await readRow(tx, params.id)
      checkVersion(row, ifMatch)
      const { seen, hidden } = await usersOf(tx, principal, row.id)
      if (seen.length + hidden > 0) throw inUse(seen, hidden)
      await tx.deleteFrom('reusable_settings').where('id', '=', row.id).execute()
      const setting = parseStored.reusableSetting(row.resource)
      await audit(settingDraft('Delete', setting, await settingChanges(setting, null)))
    })
    hub.publish({ entity: 'reusablePolicySettings', id: params.id })
    return { status: 204 }
  },
}

const inUse = (seen: readonly { id: string; name: string }[], hidden: number) => {
  const own = seen.length === 1 ? '1 policy' : `${seen.length} policies`
  // How many there are elsewhere is not for this caller to know (R17).
  const message =
    seen.length === 0
      ? 'Policies outside your scope use this reusable setting.'
      : hidden === 0
        ? `${own} ${seen.length === 1 ? 'uses' : 'use'} this reusable setting.`
        : `${own} in your scope and others outside it use this reusable setting.`
  return new GraphFailure(409, 'Conflict', message, {
    innerCode: innerCodes.settingInUse,
    details: seen.map(({ id, name }) => ({
      code: innerCodes.settingInUse,
      message: name,
      target: id,
    })),
  })
}
