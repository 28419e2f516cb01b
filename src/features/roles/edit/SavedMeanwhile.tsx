import type { ComponentType, ReactNode } from 'react'

import { ScopeTagNames } from '#src/shared/scope-tags/ScopeTagNames.tsx'
import type { Basics } from '#src/ui/form/basics.ts'
import { KeyValueList, type KeyValue } from '#src/ui/KeyValueList.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { useMembers } from '../effects/use-people.ts'
import type { ScopeGroups } from '../forms/ScopeFields.tsx'
import { permissionsIn, rightsListed, scopeTypeWords } from '../role-words.ts'

/** What somebody else saved of one section; nothing when they changed another one. */
type Props<T> = { before: T; after: T }
export type ChangedView<T> = ComponentType<Props<T>>
type Names = ComponentType<{ ids: readonly string[] }>

const none: readonly string[] = []

const Items = ({ items }: { items: readonly (KeyValue | null)[] }): ReactNode => {
  const told = items.filter((item) => item !== null)
  return told.length === 0 ? 'They changed another part of it.' : <KeyValueList items={told} />
}

const fromTo = (label: string, before: string, after: string): KeyValue | null =>
  before === after
    ? null
    : {
        label,
        value: (
          <>
            <DeviceText value={before} kind="text" missing="empty" flag /> →{' '}
            <DeviceText value={after} kind="text" missing="empty" flag />
          </>
        ),
      }

const inAndOut = (Show: Names, before: readonly string[], after: readonly string[]) => {
  const line = (label: string, ids: readonly string[]): KeyValue | null =>
    ids.length === 0 ? null : { label, value: <Show ids={ids} /> }
  return [
    line(
      'Added',
      after.filter((id) => !before.includes(id)),
    ),
    line(
      'Taken out',
      before.filter((id) => !after.includes(id)),
    ),
  ]
}

export const BasicsChanged = ({ before, after }: Props<Basics>) => (
  <Items
    items={[
      fromTo('Name', before.name, after.name),
      fromTo('Description', before.description, after.description),
    ]}
  />
)

const Rights: Names = ({ ids }) => {
  const words = [rightsListed(ids), ...permissionsIn(ids).others].filter((each) => each !== '')
  return <DeviceText value={words.join('; ')} kind="name" />
}
export const RightsChanged = ({ before, after }: Props<readonly string[]>) => (
  <Items items={inAndOut(Rights, before, after)} />
)

const Members: Names = ({ ids }) => {
  const { members, reading } = useMembers(ids)
  if (reading) return <>…</>
  return <DeviceText value={members.map(({ name }) => name).join(', ')} kind="name" flag />
}
export const MembersChanged = ({ before, after }: Props<readonly string[]>) => (
  <Items items={inAndOut(Members, before, after)} />
)

export const ScopeGroupsChanged = ({ before, after }: Props<ScopeGroups>) => (
  <Items
    items={[
      fromTo(
        'The members may assign policies to',
        scopeTypeWords[before.type],
        scopeTypeWords[after.type],
      ),
      ...inAndOut(Members, before.groups, after.groups),
    ]}
  />
)

/** Null is no tag, which is everything. */
export const TagsChanged = ({ before, after }: Props<readonly string[] | null>) => (
  <Items
    items={[
      before === null && after !== null ? { label: 'Before', value: 'Everything' } : null,
      before !== null && after === null ? { label: 'Now', value: 'Everything' } : null,
      ...inAndOut(ScopeTagNames, before ?? none, after ?? none),
    ]}
  />
)
