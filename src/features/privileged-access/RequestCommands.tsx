import {
  AddRegular,
  ArrowUndoRegular,
  CheckmarkRegular,
  DismissRegular,
} from '@fluentui/react-icons'
import { useId } from 'react'
import { useLocation } from 'react-router-dom'

import type { PamRequest } from '#contract/pam.ts'
import { pamPhase, samePerson, type PamDecision } from '#domain/pam/life-cycle.ts'
import { useMe } from '#src/api/session.ts'
import { keepingSearch, paths } from '#src/lib/paths.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { useNow } from '#src/ui/use-now.ts'

import { whyNot } from './pam-flags.ts'
import { usePerson } from './use-person.ts'

const labels = { approve: 'Approve', deny: 'Deny', revoke: 'Revoke' } as const
const icons = {
  approve: <CheckmarkRegular />,
  deny: <DismissRegular />,
  revoke: <ArrowUndoRegular />,
} as const

/** Approve and deny while it waits, revoke once it was approved; why something cannot be done stands over it. */
export const RequestCommands = ({ request }: { request: PamRequest }) => {
  const styles = useDrawerStyles()
  const id = useId()
  const { search } = useLocation()
  const now = useNow()
  const person = usePerson()
  const shown: PamDecision[] =
    request.status === 'approved' || request.status === 'revoked' ? ['revoke'] : ['approve', 'deny']
  const reasonOf = (decision: PamDecision) =>
    person.unknown ?? whyNot(request, decision, person, now)
  const reasons = [...new Set(shown.flatMap((decision) => reasonOf(decision) ?? []))]
  return (
    <div className={styles.commands}>
      {reasons.map((reason, index) => (
        <p key={reason} className={styles.why}>
          {shown
            .filter((decision) => reasonOf(decision) === reason)
            .map((decision) => labels[decision])
            .join(', ')}
          : <span id={`${id}${index}`}>{reason}</span>
        </p>
      ))}
      {shown.map((decision) => {
        const reason = reasonOf(decision)
        return (
          <CommandButton
            key={decision}
            icon={icons[decision]}
            to={keepingSearch(paths.accessRequestAction(request.id, decision), search)}
            disabledReason={reason}
            reasonShownBy={reason === undefined ? undefined : `${id}${reasons.indexOf(reason)}`}
          >
            {labels[decision]}
          </CommandButton>
        )
      })}
      <AskAgain request={request} />
    </div>
  )
}

/** What the person who asked does next, once this leads nowhere any more. */
const AskAgain = ({ request }: { request: PamRequest }) => {
  const now = useNow()
  const { id } = useMe()
  const { kind } = pamPhase(request, new Date(now))
  const over =
    kind === 'expired' || kind === 'accessEnded' || kind === 'revoked' || kind === 'denied'
  if (!over || !samePerson(request.requestedByUserId, id)) return null
  return (
    <CommandButton
      icon={<AddRegular />}
      to={paths.accessRequestNew({ type: request.requestType, access: request.requestedAccess })}
      disabledReason={undefined}
    >
      Ask again
    </CommandButton>
  )
}
