import { useMemo } from 'react'

import { scopeTypes, type RoleAssignment, type RoleAssignmentPatch } from '#contract/roles.ts'
import { z } from '#contract/zod.ts'
import type { Grant } from '#domain/roles/effective-rights.ts'
import { scopeTagError } from '#src/shared/scope-tags/scope-tag-rules.ts'
import type { Basics } from '#src/ui/form/basics.ts'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'

import { withGrant, withoutAssignment } from '../effects/rights-change.ts'
import { WhoChanges } from '../effects/WhoChanges.tsx'
import { basicsBody, scopeBody } from '../forms/bodies.ts'
import { MemberPicker } from '../forms/MemberPicker.tsx'
import { AssignmentTagsFields, ScopeGroupsFields, type ScopeGroups } from '../forms/ScopeFields.tsx'
import { actionsOf, roleOf } from '../role-queries.ts'
import { scopeGroupsOf, scopeTypeOf } from '../role-words.ts'
import {
  basicsDraft,
  idsDraft,
  mergeBasics,
  mergeIds,
  named,
  nameError,
  NameFields,
} from './role-forms.tsx'
import {
  BasicsChanged,
  MembersChanged,
  ScopeGroupsChanged,
  TagsChanged,
} from './SavedMeanwhile.tsx'
import type { SectionForm } from './SectionEditor.tsx'

type Form<T> = SectionForm<RoleAssignment, T, RoleAssignmentPatch>

/** What the assignment gives each of its members, with other tags where they are given. */
const grantOf = (assignment: RoleAssignment, tags: readonly string[]): Grant => ({
  assignmentId: assignment.id,
  roleDefinitionId: roleOf(assignment)?.id ?? '',
  actions: actionsOf(roleOf(assignment)),
  scopeTagIds: tags,
  scopeType: scopeTypeOf(assignment) ?? 'resourceScope',
  scopeMembers: scopeGroupsOf(assignment),
})

const noIds: readonly string[] = []

export const assignmentBasicsForm: Form<Basics> = {
  title: 'Edit basics',
  valueOf: ({ displayName, description }) => ({
    name: displayName ?? '',
    description: description ?? '',
  }),
  Fields: NameFields,
  error: nameError,
  bodyOf: basicsBody,
  merge: mergeBasics,
  Changed: BasicsChanged,
  draft: basicsDraft,
}

type EffectProps<T> = { entity: RoleAssignment; value: T }

/** Who comes in and who goes out; whoever stands in a group that stays is not touched. */
const MembersEffect = ({ entity, value }: EffectProps<readonly string[]>) => {
  const { members = noIds, roleScopeTagIds: tags = noIds } = entity
  const added = useMemo(() => value.filter((id) => !members.includes(id)), [value, members])
  const removed = useMemo(() => members.filter((id) => !value.includes(id)), [value, members])
  const joins = useMemo(() => withGrant(grantOf(entity, tags)), [entity, tags])
  const leaves = useMemo(() => withoutAssignment(entity.id), [entity.id])
  return (
    <Stack gap="large">
      {added.length > 0 && (
        <Section title="Who gains what" level={2}>
          <WhoChanges memberIds={added} change={joins} nobody="Nobody is in what is added, now." />
        </Section>
      )}
      {removed.length > 0 && (
        <Section title="Who loses what, unless they stand in a group that stays" level={2}>
          <WhoChanges
            memberIds={removed}
            change={leaves}
            nobody="Nobody is in what is taken off, now."
          />
        </Section>
      )}
    </Stack>
  )
}

const Members = (props: { value: readonly string[]; onChange: (value: string[]) => void }) => (
  <MemberPicker
    value={props.value}
    onChange={props.onChange}
    none="Nobody. The assignment gives the role to nobody then."
  />
)

export const membersForm: Form<readonly string[]> = {
  title: 'Edit members',
  valueOf: ({ members = noIds }) => members,
  Fields: Members,
  error: () => undefined,
  bodyOf: (members) => ({ members: [...members] }),
  merge: (base, mine, theirs) => named('the members', mergeIds(base, mine, theirs)),
  Changed: MembersChanged,
  Effect: MembersEffect,
  draft: idsDraft,
}

export const scopeGroupsForm: Form<ScopeGroups> = {
  title: 'Edit scope groups',
  valueOf: (assignment) => ({
    type: scopeTypeOf(assignment) ?? 'resourceScope',
    groups: scopeGroupsOf(assignment),
  }),
  Fields: ScopeGroupsFields,
  error: () => undefined,
  bodyOf: scopeBody,
  merge: (base, mine, theirs) => {
    const groups = mergeIds(base.groups, mine.groups, theirs.groups)
    const kept = mine.type === base.type ? theirs.type : mine.type
    return {
      value: { type: kept, groups: groups.value },
      clashes:
        mine.type !== base.type && theirs.type !== base.type && mine.type !== theirs.type
          ? ['whom policies may be assigned to']
          : [],
    }
  },
  Changed: ScopeGroupsChanged,
  draft: z.object({ type: z.enum(scopeTypes), groups: z.array(z.string()) }),
}

const TagsEffect = ({ entity, value }: EffectProps<readonly string[] | null>) => {
  const { members = noIds } = entity
  const change = useMemo(() => withGrant(grantOf(entity, value ?? noIds)), [entity, value])
  return (
    <Section title="For whom it becomes more or less, from their next click on" level={2}>
      <WhoChanges memberIds={members} change={change} nobody="Nobody has the role by it." />
    </Section>
  )
}

export const assignmentTagsForm: Form<readonly string[] | null> = {
  title: 'Edit scope tags',
  valueOf: ({ roleScopeTagIds = noIds }) => (roleScopeTagIds.length === 0 ? null : roleScopeTagIds),
  Fields: AssignmentTagsFields,
  error: (tags) => (tags === null ? undefined : scopeTagError(tags)),
  bodyOf: (tags) => ({ roleScopeTagIds: [...(tags ?? noIds)] }),
  merge: (base, mine, theirs) => {
    if (base === null || mine === null || theirs === null)
      return {
        value: mine,
        clashes: JSON.stringify(base) === JSON.stringify(theirs) ? [] : ['the scope tags'],
      }
    return named('the scope tags', mergeIds(base, mine, theirs))
  },
  Changed: TagsChanged,
  Effect: TagsEffect,
  draft: idsDraft.nullable(),
}
