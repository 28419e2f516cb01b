import type { RoleAssignment } from '#contract/roles.ts'
import { paths } from '#src/lib/paths.ts'
import { ScopeTagNames } from '#src/shared/scope-tags/ScopeTagNames.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { membersCounted, scopeInWords } from '../role-words.ts'

const useStyles = makeStyles({
  table: {
    borderCollapse: 'collapse',
    width: '100%',
    maxWidth: '1100px',
    '& th, & td': {
      textAlign: 'start',
      verticalAlign: 'top',
      padding: '8px 16px 8px 0',
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      overflowWrap: 'anywhere',
    },
    '& thead th': { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
    '& tbody th': { fontWeight: tokens.fontWeightSemibold },
  },
  narrow: { '@media (max-width: 640px)': { display: 'none' } },
})

/** The few assignments of one role or one tag. */
export const AssignmentList = ({ assignments }: { assignments: readonly RoleAssignment[] }) => {
  const styles = useStyles()
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Assignment</th>
          <th scope="col">Members</th>
          <th scope="col">Scope tags</th>
          <th scope="col" className={styles.narrow}>
            Scope groups
          </th>
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
            <td>{membersCounted(each)}</td>
            <td>
              <AssignmentTags ids={each.roleScopeTagIds ?? []} />
            </td>
            <td className={styles.narrow}>{scopeInWords(each)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Without tags an assignment holds for everything, which is more than any tag. */
export const AssignmentTags = ({ ids, oneLine }: { ids: readonly string[]; oneLine?: boolean }) =>
  ids.length === 0 ? <>All: everything</> : <ScopeTagNames ids={ids} oneLine={oneLine === true} />
