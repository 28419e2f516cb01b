import { useCallback } from 'react'

import { scopeTypes, type ScopeType } from '#contract/roles.ts'
import { ScopeTagPicker } from '#src/shared/scope-tags/ScopeTagPicker.tsx'
import { RadioControl } from '#src/ui/form/controls.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'

import { scopeTypeWords } from '../role-words.ts'
import { MemberPicker } from './MemberPicker.tsx'

export type ScopeGroups = { type: ScopeType; groups: readonly string[] }

const types = scopeTypes.map((value) => ({
  value,
  label: scopeTypeWords[value],
  ...(value === 'resourceScope'
    ? { hint: 'Policies can be assigned to these groups and to nobody else.' }
    : {}),
}))
const isType = (value: string): value is ScopeType => scopeTypes.some((type) => type === value)

type GroupsProps = { value: ScopeGroups; onChange: (value: ScopeGroups) => void }

/** Whom policies may be assigned to under an assignment. */
export const ScopeGroupsFields = ({ value, onChange }: GroupsProps) => (
  <Stack gap="large">
    <RadioControl
      name="scopeType"
      label="The members may assign policies to"
      value={value.type}
      options={types}
      onChange={(_, type) => isType(type) && onChange({ ...value, type })}
    />
    {value.type === 'resourceScope' && (
      <MemberPicker
        value={value.groups}
        onChange={(groups) => onChange({ ...value, groups })}
        none="No group yet. Without one, no policy can be assigned under this assignment."
        groupsOnly
      />
    )}
  </Stack>
)

const ways = [
  {
    value: 'chosen',
    label: 'Only things with one of these scope tags',
  },
  {
    value: 'everything',
    label: 'Everything',
    hint: 'All that the role has rights over in the tenant, whatever its tags.',
  },
]

type TagsProps = {
  /** Null: everything. */
  value: readonly string[] | null
  onChange: (value: readonly string[] | null) => void
  showErrors: boolean
}

/** What the members see. Everything has to be said in so many words: an empty list must not mean it by accident. */
export const AssignmentTagsFields = ({ value, onChange, showErrors }: TagsProps) => {
  const choose = useCallback(
    (_: string, way: string) => onChange(way === 'everything' ? null : []),
    [onChange],
  )
  return (
    <Stack gap="large">
      <RadioControl
        name="tagsOf"
        label="The members see"
        value={value === null ? 'everything' : 'chosen'}
        options={ways}
        onChange={choose}
      />
      {value === null ? (
        <MessageBar intent="warning" title="No limit.">
          {' '}
          Without scope tags the role holds for everything that it has rights over, in every region.
        </MessageBar>
      ) : (
        <ScopeTagPicker value={value} onChange={onChange} showErrors={showErrors} />
      )}
    </Stack>
  )
}
