import type { UserRightsAssignment } from '#contract/roles.ts'
import { paths } from '#src/lib/paths.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { scopeTypeWords } from '../role-words.ts'
import { Through } from './HeldRights.tsx'
import { useFactTableStyles } from '../fact-table-styles.ts'

/** The role assignments that reach a person, each with the group that brings them in. */
export const Grants = ({ assignments }: { assignments: readonly UserRightsAssignment[] }) => {
  const styles = useFactTableStyles()
  if (assignments.length === 0)
    return <p className={styles.note}>No role assignment that you see reaches them.</p>
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Assignment and role</th>
          <th scope="col">Reaches them</th>
          <th scope="col">Scope tags: what they see</th>
          <th scope="col">Scope groups: whom they assign policies to</th>
        </tr>
      </thead>
      <tbody>
        {assignments.map((each) => (
          <tr key={each.id}>
            <th scope="row">
              <TextLink to={paths.roleAssignment(each.id)}>
                <DeviceText
                  value={each.displayName}
                  kind="name"
                  missing="Assignment without a name"
                />
              </TextLink>
              <div className={styles.permission}>
                <TextLink to={paths.role(each.roleDefinition.id)}>
                  <DeviceText
                    value={each.roleDefinition.displayName}
                    kind="name"
                    missing="Role without a name"
                  />
                </TextLink>
                {each.roleDefinition.isBuiltIn ? ', built-in role' : ', custom role'}
              </div>
            </th>
            <td data-label="Reaches them">
              <Through assignment={each} />
            </td>
            <td data-label="Scope tags">
              {each.scopeTags === null ? (
                'All: everything'
              ) : (
                <DeviceText
                  value={each.scopeTags.map(({ displayName }) => displayName).join(', ')}
                  kind="name"
                />
              )}
            </td>
            <td data-label="Scope groups">
              {each.scopeType === 'resourceScope' ? (
                <DeviceText
                  value={each.scopeGroups.map(({ displayName }) => displayName).join(', ')}
                  kind="name"
                  missing="No group"
                />
              ) : (
                scopeTypeWords[each.scopeType]
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
