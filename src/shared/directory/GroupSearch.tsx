import type { Group } from '#contract/directory.ts'

import { DirectorySearch } from './DirectorySearch.tsx'
import { useGroupSearch } from './use-directory-search.ts'

export type GroupList = 'included' | 'excluded'

type Props = {
  /** "Include" or "Exclude": the word on the button of each group. */
  verb: string
  /** The list that has the group already; null when none has. */
  listOf: (groupId: string) => GroupList | 'added' | null
  onAdd: (group: Group) => void
}

const noun = { one: 'group', many: 'groups' }
const words = { included: 'Included', excluded: 'Excluded', added: 'Added' } as const

/** Finds groups by the words of their name, each with a button that adds it. */
export const GroupSearch = ({ verb, listOf, onAdd }: Props) => (
  <DirectorySearch
    noun={noun}
    verb={verb}
    useSearch={useGroupSearch}
    takenAs={(id) => {
      const list = listOf(id)
      return list === null ? null : words[list]
    }}
    onAdd={onAdd}
  />
)
