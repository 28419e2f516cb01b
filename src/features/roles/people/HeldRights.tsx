import type { UserRights, UserRightsAssignment } from '#contract/roles.ts'
import { paths } from '#src/lib/paths.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { useFactTableStyles } from '../fact-table-styles.ts'

type Right = UserRights['rights'][number]
type Props = { held: readonly Right[]; assignments: readonly UserRightsAssignment[] }

/** Each right with where it holds and the assignments that give it. */
export const HeldRights = ({ held, assignments }: Props) => {
  const styles = useFactTableStyles()
  if (held.length === 0)
    return <p className={styles.note}>Nothing: no role assignment that you see reaches them.</p>
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Right</th>
          <th scope="col">Holds in</th>
          <th scope="col">Given by</th>
        </tr>
      </thead>
      <tbody>
        {held.map((right) => (
          <tr key={right.action}>
            <th scope="row">
              {right.right}
              <div className={styles.permission}>{right.permission}</div>
            </th>
            <td data-label="Holds in">
              <Where tags={right.scopeTags} />
              <Widened right={right} held={held} assignments={assignments} />
            </td>
            <td data-label="Given by">
              <GivenBy
                assignments={assignments.filter(({ id }) => right.assignmentIds.includes(id))}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Where = ({ tags }: { tags: Right['scopeTags'] }) =>
  tags === null ? (
    <>Everything</>
  ) : (
    <DeviceText
      value={tags.map(({ displayName }) => displayName).join(', ')}
      kind="name"
      missing="Nothing"
    />
  )

/** Whether an assignment brings a place in which a right holds; null is everything. */
const brings = (assignment: UserRightsAssignment, tagId: string | null) =>
  assignment.scopeTags === null || assignment.scopeTags.some(({ id }) => id === tagId)

/** Places that come from assignments which do not give the right itself: tags of one permission add up. */
const Widened = ({ right, held, assignments }: Props & { right: Right }) => {
  const styles = useFactTableStyles()
  const giving = assignments.filter(({ id }) => right.assignmentIds.includes(id))
  const kin = new Set(
    held
      .filter(({ permission }) => permission === right.permission)
      .flatMap(({ assignmentIds }) => assignmentIds),
  )
  const others = assignments.filter(({ id }) => kin.has(id) && !right.assignmentIds.includes(id))
  const places = right.scopeTags ?? [{ id: null, displayName: 'Everything' }]
  const widened = places.filter(({ id }) => !giving.some((each) => brings(each, id)))
  return (
    <>
      {widened.map(({ id, displayName }) => (
        <div key={id} className={styles.permission}>
          <DeviceText value={displayName} kind="name" /> comes from{' '}
          {others
            .filter((each) => brings(each, id))
            .map((each, index) => (
              <span key={each.id}>
                {index > 0 && ', '}
                <TextLink to={paths.roleAssignment(each.id)}>
                  <DeviceText value={each.displayName} kind="name" missing="another assignment" />
                </TextLink>
              </span>
            ))}
          : scope tags of one permission add up.
        </div>
      ))}
    </>
  )
}

const GivenBy = ({ assignments }: { assignments: readonly UserRightsAssignment[] }) => (
  <>
    {assignments.map((each) => (
      <div key={each.id}>
        <TextLink to={paths.roleAssignment(each.id)}>
          <DeviceText value={each.displayName} kind="name" missing="Assignment without a name" />
        </TextLink>
        {', '}
        <Through assignment={each} />
      </div>
    ))}
  </>
)

/** By name, or by standing in groups. */
export const Through = ({
  assignment: { direct, groups },
}: {
  assignment: UserRightsAssignment
}) => (
  <>
    {direct && 'by name'}
    {direct && groups.length > 0 && ' and '}
    {groups.length > 0 && (
      <>
        through the {groups.length === 1 ? 'group' : 'groups'}{' '}
        <DeviceText value={groups.map(({ displayName }) => displayName).join(', ')} kind="name" />
      </>
    )}
  </>
)
