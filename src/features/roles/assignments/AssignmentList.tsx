import type { RoleAssignment } from '#contract/roles.ts'
import { paths } from '#src/lib/paths.ts'
import { ScopeTagNames } from '#src/shared/scope-tags/ScopeTagNames.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { useFactTableStyles } from '../fact-table-styles.ts'
import { membersCounted, scopeInWords } from '../role-words.ts'

/** The few assignments of one role or one tag. */
export const AssignmentList = ({ assignments }: { assignments: readonly RoleAssignment[] }) => {
  const styles = useFactTableStyles()
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Assignment</th>
          <th scope="col">Members</th>
          <th scope="col">Scope tags</th>
          <th scope="col">Scope groups</th>
        </tr>
      </thead>
      <tbody>
        {assignments.map((each) => (
          <tr key={each.id}>
            <th scope="row">
              <TextLink to={paths.roleAssignment(each.id)}>
                <DeviceText value={each.displayName} kind="name" missing="Without a name" />
              </TextLink>
            </th>
            <td data-label="Members">{membersCounted(each)}</td>
            <td data-label="Scope tags">
              <AssignmentTags ids={each.roleScopeTagIds ?? []} />
            </td>
            <td data-label="Scope groups">{scopeInWords(each)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Without tags an assignment holds for everything, which is more than any tag. */
export const AssignmentTags = ({ ids, inRow }: { ids: readonly string[]; inRow?: boolean }) =>
  ids.length === 0 ? <>All: everything</> : <ScopeTagNames ids={ids} inRow={inRow === true} />
