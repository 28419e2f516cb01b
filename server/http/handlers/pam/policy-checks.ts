import { innerCodes } from '#contract/errors.ts'
import { pamLimits, type PamPolicyBody } from '#contract/pam.ts'

import type { Schema, Tx } from '../../../store/schema.ts'
import { badRequest, GraphFailure } from '../../graph-failure.ts'
import { approverGroup, readSettings, toPamPolicy, type StoredPamPolicy } from './pam-access.ts'

/** The name of a policy's own group; null when it has none. */
export const groupName = async (tx: Tx, id: string | null) => {
  if (id === null) return null
  const row = await tx
    .selectFrom('groups')
    .select('display_name')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.display_name ?? null
}

export const withGroup = async (tx: Tx, row: Schema['pam_policies']): Promise<StoredPamPolicy> => ({
  ...row,
  group_name: await groupName(tx, row.group_id),
})

/** Somebody has to be able to answer: a group of its own, or a default one. */
export const checkApprovers = async (
  tx: Tx,
  policy: { approval_type: string; group_id: string | null },
) => {
  if (policy.group_id !== null)
    return void (await approverGroup(tx, policy.group_id, 'approvalGroupId'))
  if (policy.approval_type !== 'manual') return
  if ((await readSettings(tx)).default_group_id !== null) return
  throw badRequest(
    'There is no default approvers group yet. Choose a group, or set the default one first.',
    'approvalGroupId',
  )
}

export const checkLimit = async (tx: Tx) => {
  const { count } = await tx
    .selectFrom('pam_policies')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (Number(count) < pamLimits.policies) return
  throw new GraphFailure(
    409,
    'conflict',
    `An organisation has at most ${pamLimits.policies} access policies. Remove one first.`,
    { innerCode: innerCodes.policyLimit },
  )
}

export const checkNew = async (tx: Tx, type: PamPolicyBody['policyType'], name: string) => {
  const same = await tx
    .selectFrom('pam_policies')
    .selectAll()
    .where('policy_type', '=', type)
    .where((where) => where(where.fn('lower', ['name']), '=', name.toLowerCase()))
    .executeTakeFirst()
  if (!same) return
  throw new GraphFailure(409, 'conflict', `There is a policy for ${same.name} already.`, {
    innerCode: innerCodes.policyExists,
    current: toPamPolicy(await withGroup(tx, same)),
  })
}
