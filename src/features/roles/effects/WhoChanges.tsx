import { useQueries } from '@tanstack/react-query'

import type { User } from '#contract/directory.ts'
import type { UserRights } from '#contract/roles.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { personRightsQuery } from '../role-queries.ts'
import { rightsListed } from '../role-words.ts'
import {
  grantsOf,
  rightsChange,
  widenedUnseen,
  type Change,
  type RightsChange,
} from './rights-change.ts'
import { usePeople } from './use-people.ts'

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    padding: '6px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  note: { color: tokens.colorNeutralForeground3, margin: 0 },
  change: { margin: '2px 0 0', lineHeight: '20px' },
})

/** People whose rights are computed; each is one more question to the service. */
const most = 15

type Props = {
  /** Groups and people of the assignment. */
  memberIds: readonly string[]
  change: Change
  /** "Nobody has the role through it." */
  nobody: string
}

/** Each person whom a change concerns, with what they gain and lose by it, all their assignments taken together. */
export const WhoChanges = ({ memberIds, change, nobody }: Props) => {
  const styles = useStyles()
  const { people, reading, failed, more } = usePeople(memberIds)
  const looked = people.slice(0, most)
  const rights = useQueries({
    queries: looked.map(({ id }) => ({ ...personRightsQuery(id), staleTime: 30_000 })),
    combine: (reads) =>
      reads.map(({ data, error }) => ({
        data,
        failed: error !== null,
        notOffered: error?.kind === 'notOffered',
      })),
  })
  const untold = rights.some(({ notOffered }) => notOffered)
  if (reading) return <SkeletonLines lines={3} label="Reading who that is" />
  const partly = rights.some(({ data }) => data?.complete === false)
  const left = people.length - looked.length
  return (
    <>
      {failed && (
        <MessageBar intent="warning">
          Not all members could be read, so there may be more people.
        </MessageBar>
      )}
      {people.length === 0 && !failed && <p className={styles.note}>{nobody}</p>}
      {people.length > 0 && (
        <ul className={styles.list}>
          {looked.map((person, place) => (
            <li key={person.id} className={styles.item}>
              <Person person={person} />
              {!untold && <Outcome read={rights[place]} change={change} />}
            </li>
          ))}
        </ul>
      )}
      {(left > 0 || more) && (
        <p className={styles.note}>
          {more
            ? `And more people, who are not looked at one by one here.`
            : `And ${left} more people, who are not looked at one by one here.`}
        </p>
      )}
      {untold && (
        <p className={styles.note}>
          What they gain or lose is not told: Microsoft Graph names a person’s rights to that person
          only.
        </p>
      )}
      {partly && (
        <p className={styles.note}>
          Only assignments of your own scope count here. They may have rights by others.
        </p>
      )}
    </>
  )
}

const Person = ({ person }: { person: User }) => {
  const styles = useStyles()
  return (
    <>
      <span className={styles.name}>
        <DeviceText value={person.displayName} kind="name" flag missing="Without a name" />
      </span>{' '}
      <span className={styles.note}>
        <DeviceText value={person.userPrincipalName} kind="name" />
      </span>
    </>
  )
}

type OutcomeProps = {
  read: { data: UserRights | undefined; failed: boolean } | undefined
  change: Change
}

const Outcome = ({ read, change }: OutcomeProps) => {
  const styles = useStyles()
  if (read?.data === undefined)
    return (
      <p className={styles.change}>
        {read?.failed === true ? 'What they may do could not be read.' : 'Being read…'}
      </p>
    )
  const before = grantsOf(read.data)
  const after = change(before)
  const sentences = changeInWords(rightsChange(before, after))
  const unseen = widenedUnseen(before, after)
  return (
    <>
      {unseen.length > 0 && (
        <MessageBar intent="warning" title="More than this role gives.">
          {' '}
          By another assignment they have {rightsListed(unseen)}. Scope tags of assignments about
          the same kind of thing add up, so these rights hold in the places of this one too.
        </MessageBar>
      )}
      {sentences.map((sentence) => (
        <p key={sentence} className={styles.change}>
          {sentence}
        </p>
      ))}
    </>
  )
}

/** One sentence for each kind of change. */
export const changeInWords = ({
  gained,
  lost,
  wider,
  narrower,
}: RightsChange): readonly string[] => {
  const found = [
    gained.length > 0 && `Gains ${rightsListed(gained)}.`,
    lost.length > 0 && `Loses ${rightsListed(lost)}.`,
    wider.length > 0 && `Has in more places: ${rightsListed(wider)}.`,
    narrower.length > 0 && `Has in fewer places: ${rightsListed(narrower)}.`,
  ].filter((each) => each !== false)
  return found.length === 0 ? ['Can do the same as before, by other assignments.'] : found
}
