import { AddRegular } from '@fluentui/react-icons/svg/add'
import { useState } from 'react'

import { DirectorySearch } from '#src/shared/directory/DirectorySearch.tsx'
import { GroupSearch } from '#src/shared/directory/GroupSearch.tsx'
import { usePersonSearch } from '#src/shared/directory/use-directory-search.ts'
import { Button } from '#src/ui/basics.ts'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { useFocusAfter } from '#src/ui/use-focus-after.ts'

import { MemberList } from '../assignments/MemberList.tsx'

const people = { one: 'person', many: 'people' }

type Props = {
  value: readonly string[]
  onChange: (value: string[]) => void
  none: string
  /** Only groups, where people have no meaning. */
  groupsOnly?: boolean
}

/** Groups, and people by themselves. Commands stand over the list that they add to: what is added moves no button. */
export const MemberPicker = ({ value, onChange, none, groupsOnly = false }: Props) => {
  const [searching, setSearching] = useState<'groups' | 'people' | null>(null)
  const focusAfter = useFocusAfter()
  const add = (id: string) => onChange([...value, id])
  const remove = (id: string, button: HTMLElement) => {
    const list = button.closest('[data-members]')
    const all = () => [...(list?.querySelectorAll<HTMLElement>('[data-remove]') ?? [])]
    const place = all().indexOf(button)
    onChange(value.filter((each) => each !== id))
    focusAfter(() => all()[Math.min(place, all().length - 1)] ?? list?.querySelector('button'))
  }
  const toggle = (kind: 'groups' | 'people') => setSearching(searching === kind ? null : kind)
  return (
    <div data-members>
      <Stack gap="large">
        <Stack row>
          <Button
            icon={<AddRegular />}
            aria-expanded={searching === 'groups'}
            onClick={() => toggle('groups')}
          >
            Add groups
          </Button>
          {!groupsOnly && (
            <Button
              icon={<AddRegular />}
              aria-expanded={searching === 'people'}
              onClick={() => toggle('people')}
            >
              Add people
            </Button>
          )}
        </Stack>
        {searching === 'groups' && (
          <GroupSearch
            verb="Add"
            listOf={(id) => (value.includes(id) ? 'added' : null)}
            onAdd={({ id }) => add(id)}
          />
        )}
        {searching === 'people' && (
          <DirectorySearch
            noun={people}
            verb="Add"
            useSearch={usePersonSearch}
            takenAs={(id) => (value.includes(id) ? 'Added' : null)}
            onAdd={({ id }) => add(id)}
          />
        )}
        <MemberList ids={value} none={none} onRemove={remove} holders={!groupsOnly} />
      </Stack>
    </div>
  )
}
