import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team'
import { PersonRegular } from '@fluentui/react-icons/svg/person'
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { useQuery } from '@tanstack/react-query'

import { paths } from '#src/lib/paths.ts'
import { membersInWords } from '#src/shared/directory/use-directory-search.ts'
import { Button } from '#src/ui/basics.ts'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { TextLink } from '#src/ui/TextLink.tsx'

import { groupPeopleQuery, useMembers, type Member } from '../effects/use-people.ts'

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: '28px minmax(0, 1fr) auto',
    alignItems: 'center',
    minHeight: '36px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  icon: { display: 'flex', fontSize: '20px', color: tokens.colorNeutralForeground3 },
  note: { margin: 0, color: tokens.colorNeutralForeground3 },
  nobody: { margin: '2px 0 6px', lineHeight: '20px' },
})

const icons = {
  group: <PeopleTeamRegular />,
  person: <PersonRegular />,
  gone: <QuestionCircleRegular />,
}

const noteOf = (member: Member): string => {
  switch (member.kind) {
    case 'group':
      return `Group, ${membersInWords(member.group).toLowerCase()}`
    case 'person':
      return member.user.userPrincipalName ?? 'Person'
    case 'gone':
      return 'neither a group nor a person that can be read'
  }
}

type Props = {
  ids: readonly string[]
  none: string
  /** With it, each has a button that takes it off. */
  onRemove?: (id: string, button: HTMLElement) => void
  /** They have a role by it: a group without people is said to give it to nobody. */
  holders?: boolean
  /** People are links to what they may do. */
  linked?: boolean
}

/** Groups and people by name. */
export const MemberList = ({ ids, none, onRemove, holders = false, linked = false }: Props) => {
  const styles = useStyles()
  const { members, reading } = useMembers(ids)
  if (ids.length === 0) return <p className={styles.note}>{none}</p>
  if (reading) return <SkeletonLines lines={Math.min(ids.length, 4)} label="Loading the names" />
  return (
    <ul className={styles.list}>
      {members.map((member) => (
        <li key={member.id} className={styles.item}>
          <span className={styles.icon} aria-hidden>
            {icons[member.kind]}
          </span>
          <span>
            {linked && member.kind === 'person' ? (
              <TextLink to={paths.personRights(member.id)}>
                <DeviceText value={member.name} kind="name" flag />
              </TextLink>
            ) : (
              <DeviceText value={member.name} kind="name" flag />
            )}
            <span className={styles.note}>
              {' · '}
              <DeviceText value={noteOf(member)} kind="name" />
            </span>
            {holders && member.kind === 'group' && <WithoutPeople groupId={member.id} />}
          </span>
          {onRemove !== undefined && (
            <Button
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={`Remove ${visibleText(member.name)}`}
              title="Remove"
              data-remove
              onClick={(event) => onRemove(member.id, event.currentTarget)}
            />
          )}
        </li>
      ))}
    </ul>
  )
}

/** A group of devices, or one that nobody has joined, is taken as a member like any other. */
const WithoutPeople = ({ groupId }: { groupId: string }) => {
  const styles = useStyles()
  const { data } = useQuery(groupPeopleQuery(groupId))
  return data?.value.length === 0 ? (
    <p className={styles.nobody}>
      No people are in this group today: the role reaches nobody through it.
    </p>
  ) : null
}
