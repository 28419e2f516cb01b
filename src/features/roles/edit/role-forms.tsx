import { useMemo, useState } from 'react'
import { useQuery } from '@tanstack/react-query'

import { roleLimits, type RoleDefinition, type RoleDefinitionPatch } from '#contract/roles.ts'
import { z } from '#contract/zod.ts'
import { mergeFields, mergeItems, type Merged } from '#src/lib/merge.ts'
import { ScopeTagPicker } from '#src/shared/scope-tags/ScopeTagPicker.tsx'
import { scopeTagError } from '#src/shared/scope-tags/scope-tag-rules.ts'
import { basicsErrors, type Basics } from '#src/ui/form/basics.ts'
import { BasicsFields } from '#src/ui/form/BasicsFields.tsx'
import { Section } from '#src/ui/layout/Section.tsx'

import { withRoleActions } from '../effects/rights-change.ts'
import { WhoChanges } from '../effects/WhoChanges.tsx'
import { basicsBody, permissionsBody } from '../forms/bodies.ts'
import { PermissionPicker, permissionsError } from '../forms/PermissionPicker.tsx'
import { actionsOf, allAssignmentsQuery, roleOf } from '../role-queries.ts'
import { BasicsChanged, RightsChanged, TagsChanged } from './SavedMeanwhile.tsx'
import type { SectionForm } from './SectionEditor.tsx'

type Form<T> = SectionForm<RoleDefinition, T, RoleDefinitionPatch>
type FieldsProps<T> = { value: T; onChange: (value: T) => void; showErrors: boolean }

export const basicsDraft = z.object({ name: z.string(), description: z.string() })
export const idsDraft = z.array(z.string())

export const NameFields = (props: FieldsProps<Basics>) => (
  <BasicsFields {...props} longestName={roleLimits.name} />
)
export const nameError = (value: Basics) =>
  Object.values(basicsErrors(value, 'name', roleLimits.name))[0]

const labels: Readonly<Record<string, string>> = {
  name: 'the name',
  description: 'the description',
}
export const mergeBasics = (base: Basics, mine: Basics, theirs: Basics) => {
  const merged = mergeFields(base, mine, theirs)
  return { value: merged.value, clashes: merged.clashes.map((field) => labels[field] ?? field) }
}
export const mergeIds = (
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
) => mergeItems(base, mine, theirs, (id) => id)

/** Ids say nothing to a reader: what both changed is named by its list. */
export const named = <T,>(list: string, { value, clashes }: Merged<T>): Merged<T> => ({
  value,
  clashes: clashes.length > 0 ? [list] : [],
})

export const roleBasicsForm: Form<Basics> = {
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

const RightsEffect = ({ entity, value }: { entity: RoleDefinition; value: readonly string[] }) => {
  const { data } = useQuery(allAssignmentsQuery)
  const memberIds = useMemo(
    () => [
      ...new Set(
        (data?.value ?? [])
          .filter((each) => roleOf(each)?.id === entity.id)
          .flatMap(({ members = [] }) => members),
      ),
    ],
    [data, entity.id],
  )
  const change = useMemo(() => withRoleActions(entity.id, value), [entity.id, value])
  return (
    <Section title="Who gains or loses what, from their next click on" level={2}>
      <WhoChanges
        memberIds={memberIds}
        change={change}
        nobody="Nobody in your scope has this role, so nobody gains or loses a right."
      />
    </Section>
  )
}

/** What the role had when the form opened may stay in it. */
const Permissions = (props: FieldsProps<readonly string[]>) => {
  const [kept] = useState(props.value)
  return <PermissionPicker {...props} kept={kept} />
}

export const permissionsForm: Form<readonly string[]> = {
  title: 'Edit permissions',
  valueOf: actionsOf,
  Fields: Permissions,
  error: permissionsError,
  bodyOf: (actions) => ({ rolePermissions: permissionsBody(actions) }),
  merge: (base, mine, theirs) => named('the rights', mergeIds(base, mine, theirs)),
  Changed: RightsChanged,
  Effect: RightsEffect,
  draft: idsDraft,
}

export const roleTagsForm: Form<readonly string[]> = {
  title: 'Edit scope tags',
  valueOf: ({ roleScopeTagIds = [] }) => roleScopeTagIds,
  Fields: ScopeTagPicker,
  error: scopeTagError,
  bodyOf: (tags) => ({ roleScopeTagIds: [...tags] }),
  merge: (base, mine, theirs) => named('the scope tags', mergeIds(base, mine, theirs)),
  Changed: TagsChanged,
  draft: idsDraft,
}
