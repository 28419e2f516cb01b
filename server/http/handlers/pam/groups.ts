import { innerCodes } from '#contract/errors.ts'
import { pamLimits } from '#contract/pam.ts'

import { parseStored } from '../../../store/parse-stored.ts'
import type { Db, Tx } from '../../../store/schema.ts'
import { badRequest, GraphFailure, notFound } from '../../graph-failure.ts'
import type { Context, Handlers } from '../../types.ts'
import { listAnswer } from '../list-answer.ts'
import { membersOf, pamDraft, toApproverGroup, type GroupRow } from './pam-access.ts'

type Names = 'pamGroupList' | 'pamGroupCreate' | 'pamGroupMemberAdd' | 'pamGroupMemberRemove'

const groupRows = (db: Db | Tx) =>
  db
    .selectFrom('pam_groups')
    .innerJoin('groups', 'groups.id', 'pam_groups.group_id')
    .select(['groups.id', 'groups.display_name', 'groups.resource', 'pam_groups.mail'])

const readGroup = async (tx: Tx, id: string): Promise<GroupRow> => {
  const row = await groupRows(tx).where('groups.id', '=', id).executeTakeFirst()
  if (!row) throw notFound('The approvers group')
  return row
}

/** Members of one of our groups must not gain, through it, what another right is needed for. */
const checkUsedHereOnly = async (tx: Tx, id: string) => {
  const roles = await tx
    .selectFrom('role_assignments')
    .select(['display_name', 'members_json'])
    .execute()
  const policies = await tx.selectFrom('policies').select('assignments_json').execute()
  const gives = roles.some((row) => parseStored.texts(row.members_json).includes(id))
  const assigned = policies.some((row) =>
    parseStored.assignments(row.assignments_json).some(({ target }) => target.groupId === id),
  )
  if (!gives && !assigned) return
  throw new GraphFailure(
    409,
    'conflict',
    gives
      ? 'This group also gives Intune roles, so its members are not changed here.'
      : 'Elevation policies are assigned to this group, so its members are not changed here.',
    { innerCode: innerCodes.groupUsedElsewhere },
  )
}

const memberDraft = (verb: 'Add' | 'Remove', group: GroupRow, name: string) =>
  pamDraft(`${verb}-DistributionGroupMember`, 'Patch', {
    type: 'DistributionGroup',
    id: group.id,
    displayName: group.display_name,
    changes: [
      {
        name: 'member',
        before: verb === 'Remove' ? name : null,
        after: verb === 'Add' ? name : null,
      },
    ],
  })

const answerOf = async (tx: Tx, group: GroupRow) => ({
  body: toApproverGroup(group, await membersOf(tx, [group.id])),
})

const create = async (tx: Tx, { deps, body }: Context<'pamGroupCreate'>) => {
  const taken = await tx
    .selectFrom('pam_groups')
    .select('group_id')
    .where((where) => where(where.fn('lower', ['mail']), '=', body.mail.toLowerCase()))
    .executeTakeFirst()
  if (taken) throw badRequest('Another group has this address.', 'mail')
  const group = {
    id: deps.newId(),
    displayName: body.displayName,
    description: body.description ?? '',
    mail: body.mail,
    mailEnabled: true,
    securityEnabled: true,
    groupTypes: [],
  }
  const resource = JSON.stringify(group)
  await tx
    .insertInto('groups')
    .values({ id: group.id, display_name: group.displayName, resource })
    .execute()
  await tx.insertInto('pam_groups').values({ group_id: group.id, mail: group.mail }).execute()
  return { id: group.id, display_name: group.displayName, mail: group.mail, resource }
}

export const pamGroupHandlers: Pick<Handlers, Names> = {
  pamGroupList: async ({ deps, url }) => {
    const rows = await groupRows(deps.db)
      .orderBy('groups.display_name')
      .orderBy('groups.id')
      .execute()
    const members = await membersOf(
      deps.db,
      rows.map((row) => row.id),
    )
    return listAnswer(
      url,
      'epm/pam/approverGroups',
      rows.map((row) => toApproverGroup(row, members)),
    )
  },

  pamGroupCreate: async (context) => {
    const reply = await context.change(async (tx, audit) => {
      const group = await create(tx, context)
      await audit(
        pamDraft('New-DistributionGroup', 'Create', {
          type: 'DistributionGroup',
          id: group.id,
          displayName: group.display_name,
          changes: [{ name: 'mail', before: null, after: group.mail }],
        }),
      )
      return { status: 201, ...(await answerOf(tx, group)) }
    })
    context.hub.publish({ entity: 'pamSettings' })
    return reply
  },

  pamGroupMemberAdd: async (context) => {
    const { params, body } = context
    const reply = await context.change(async (tx, audit) => {
      const group = await readGroup(tx, params.id)
      await checkUsedHereOnly(tx, group.id)
      const user = await tx
        .selectFrom('users')
        .select(['id', 'user_principal_name', 'enabled'])
        .where('id', '=', body.userId)
        .executeTakeFirst()
      if (user?.enabled !== 1)
        throw badRequest('There is no active account with this id.', 'userId')
      const members = await membersOf(tx, [group.id])
      if (members.some((member) => member.id === user.id)) {
        throw badRequest('This person is a member already.', 'userId')
      }
      if (members.length >= pamLimits.members) {
        throw badRequest(`A group has at most ${pamLimits.members} members here.`, 'userId')
      }
      await tx
        .insertInto('group_members')
        .values({ group_id: group.id, member_id: user.id, member_type: 'user' })
        .execute()
      await audit(memberDraft('Add', group, user.user_principal_name))
      return answerOf(tx, group)
    })
    context.hub.publish({ entity: 'pamSettings' })
    return reply
  },

  pamGroupMemberRemove: async (context) => {
    const { params } = context
    const reply = await context.change(async (tx, audit) => {
      const group = await readGroup(tx, params.id)
      await checkUsedHereOnly(tx, group.id)
      const member = (await membersOf(tx, [group.id])).find(({ id }) => id === params.userId)
      if (!member) throw notFound('The member')
      await tx
        .deleteFrom('group_members')
        .where('group_id', '=', group.id)
        .where('member_id', '=', member.id)
        .execute()
      await audit(memberDraft('Remove', group, member.userPrincipalName))
      return answerOf(tx, group)
    })
    context.hub.publish({ entity: 'pamSettings' })
    return reply
  },
}
