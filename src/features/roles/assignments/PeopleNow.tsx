import { paths } from '#src/lib/paths.ts'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { usePeople } from '../effects/use-people.ts'

const useStyles = makeStyles({
  note: { margin: 0, color: tokens.colorNeutralForeground3, lineHeight: '22px' },
})

const shown = 20

/** Who that is today: the people in the groups and those named, each a link to what they can do. */
export const PeopleNow = ({ memberIds }: { memberIds: readonly string[] }) => {
  const styles = useStyles()
  const { people, reading, failed, more } = usePeople(memberIds)
  if (reading) return <SkeletonLines lines={1} label="Loading the people" />
  if (failed) return <p className={styles.note}>Who that is today could not be read.</p>
  if (people.length === 0) return <p className={styles.note}>Nobody today: the groups are empty.</p>
  const left = people.length - shown
  return (
    <p className={styles.note}>
      Today{' '}
      {people.slice(0, shown).map(({ id, displayName, userPrincipalName }, place) => (
        <span key={id}>
          {place > 0 && ', '}
          <TextLink to={paths.personRights(id)}>
            <DeviceText value={displayName || userPrincipalName} kind="name" missing={id} />
          </TextLink>
        </span>
      ))}
      {left > 0 && ` and ${left} more`}
      {more && ' and others'}.
    </p>
  )
}
