import type { ScopeTagAssignBody } from '#contract/roles.ts'
import { innerCodes } from '#contract/errors.ts'
import { gainsByTag, handsOutRoles } from '#domain/roles/grant-rules.ts'
import { rightInWords } from '#domain/roles/right-texts.ts'

import {
  defaultTag,
  groupsOfTag,
  putTagOnGroups,
  type Moved,
} from '../../store/scope-tag-groups.ts'
import { etagOf } from '../../store/request-rows.ts'
import type { Tx } from '../../store/schema.ts'
import { badRequest } from '../graph-failure.ts'
import type { Handlers } from '../types.ts'
import { listAnswer } from './list-answer.ts'
import { requireVersion } from './policy-store.ts'
import { forbidden, requireScope, updateRight } from './role-guards.ts'
import { scopeTagDraft } from './role-records.ts'
import { readSituation, type Situation } from './role-situation.ts'
import { readTagForChange } from './scope-tag-changes.ts'
import { shownTagAssignments } from './scope-tags.ts'
import { checkTargets } from './target-checks.ts'

/** The groups that a body names, each once and each there. */
const groupsIn = async (tx: Tx, { assignments }: ScopeTagAssignBody): Promise<string[]> => {
  const targets = assignments.map(({ target }) => target)
  const ids = targets.map(({ groupId }) => groupId)
  const twice = ids.findIndex((id, index) => ids.indexOf(id) < index)
  if (twice >= 0) {
    throw badRequest(
      'The same group is named more than once.',
      `assignments[${twice}].target.groupId`,
    )
  }
  await checkTargets(tx, targets)
  return ids
}

/**
 * Refuses to bring devices under rights that the caller does not hold over them: their own, and those of everybody whose
 * assignment has the tag (R14). Who hands out roles for the whole tenant may do so for others (ADR 018).
 */
const refuseGains = (
  { grants, assigned }: Situation,
  tagId: string,
  { gained, untagged }: Moved,
) => {
  const holders = handsOutRoles(grants) ? grants : assigned.map(({ grant }) => grant)
  const carried = new Set([...gained.values()].map((tags) => tags.join()))
  const gains = [...carried].flatMap((tags) =>
    gainsByTag(grants, holders, [tagId, tags.split(',')]),
  )
  // With its last tag a device leaves one scope and comes to another, that of Default.
  if (untagged.length > 0) gains.push(...gainsByTag(grants, holders, [defaultTag, [tagId]]))
  const [first] = gains
  if (first === undefined) return
  throw forbidden(
    innerCodes.rightNotHeld,
    'By this devices would come under a right that you do not hold over them: ' +
      `${rightInWords(first)}. Somebody else has to do it.`,
    [...new Set(gains)],
  )
}

const inWords = (count: number, did: string) =>
  count === 0 ? [] : [`${count} ${count === 1 ? 'device' : 'devices'} ${did}`]

const partsOf = (name: string, groups: readonly { name: string }[], devices: string | null) => ({
  displayName: name,
  groups: groups.map((group) => group.name).join('; ') || null,
  devices,
})

export const scopeTagAssignHandlers: Pick<Handlers, 'scopeTagAssign'> = {
  /** The devices of the groups have the tag when this has answered; requests and reports follow them. */
  scopeTagAssign: async (context) => {
    const { body, principal, hub, params, ifMatch, url } = context
    requireVersion(context)
    const reply = await context.change(async (tx, audit) => {
      const row = await readTagForChange(tx, principal, params.id, ifMatch)
      const ids = await groupsIn(tx, body)
      const before = await groupsOfTag(tx, row.id)
      const touched = [
        ...ids.filter((id) => !before.some((group) => group.id === id)),
        ...before.map((group) => group.id).filter((id) => !ids.includes(id)),
      ]
      const situation = await readSituation(tx, principal)
      if (touched.length > 0)
        requireScope(situation, updateRight, {
          scopeTagIds: [row.id],
          scopeType: 'resourceScope',
          scopeMembers: touched,
        })
      const moved = await putTagOnGroups(tx, row.id, ids)
      refuseGains(situation, row.id, moved)
      const version = row.version + 1
      await tx.updateTable('scope_tags').set({ version }).where('id', '=', row.id).execute()
      const after = await groupsOfTag(tx, row.id)
      const effect = [
        ...inWords(moved.gained.size, 'got the tag'),
        ...inWords(moved.lost.length, 'lost it'),
      ].join(', ')
      const states = [
        partsOf(row.display_name, before, null),
        partsOf(row.display_name, after, effect || null),
      ] as const
      await audit(scopeTagDraft('Assign', row.id, states))
      const set = `deviceManagement/roleScopeTags('${row.id}')/assignments`
      return {
        ...listAnswer(url, set, shownTagAssignments(row.id, after)),
        headers: { ETag: etagOf(version) },
      }
    })
    hub.publish({ entity: 'roles' })
    for (const entity of ['managedDevices', 'elevationRequests'] as const) hub.publish({ entity })
    return reply
  },
}
