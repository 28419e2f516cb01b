import { CheckmarkRegular, DismissRegular, ShieldAddRegular } from '@fluentui/react-icons'
import { useId } from 'react'
import { useLocation } from 'react-router-dom'

import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { useRights } from '#src/api/rights.ts'
import { useMe } from '#src/api/session.ts'
import { keepingSearch, paths, type RequestAction } from '#src/lib/paths.ts'
import { reasonOf } from '#src/shared/rule-rights.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { flagOf, requestFlags } from './request-flags.ts'

const commands = [
  { action: 'approve', label: 'Approve', short: 'Approve', icon: <CheckmarkRegular /> },
  { action: 'deny', label: 'Deny', short: 'Deny', icon: <DismissRegular /> },
  {
    action: 'rule',
    label: 'Create a rule with these file details',
    short: 'Create a rule',
    icon: <ShieldAddRegular />,
  },
] as const

/** The commands of the open request; why some cannot be used stands over them, once for each reason. */
export const RequestCommands = ({ request }: { request: ElevationRequest }) => {
  const styles = useDrawerStyles()
  const id = useId()
  const { search } = useLocation()
  const now = useNow()
  const me = useMe()
  const flags = requestFlags(request, { id: me.id, rights: useRights() }, now)
  const to = (action: RequestAction) =>
    keepingSearch(paths.elevationRequestAction(request.id, action), search)
  const shown = commands.map((command) => ({
    ...command,
    reason: reasonOf(flagOf(flags, command.action)),
  }))
  const reasons = [...new Set(shown.flatMap(({ reason }) => reason ?? []))]
  return (
    <div className={styles.commands}>
      {reasons.map((reason, index) => (
        <p key={reason} className={styles.why}>
          {shown
            .filter((command) => command.reason === reason)
            .map(({ short }) => short)
            .join(', ')}
          : <span id={`${id}${index}`}>{reason}</span>
        </p>
      ))}
      {shown.map(({ action, label, icon, reason }) => (
        <CommandButton
          key={action}
          icon={icon}
          to={to(action)}
          disabledReason={reason}
          reasonShownBy={reason === undefined ? undefined : `${id}${reasons.indexOf(reason)}`}
        >
          {label}
        </CommandButton>
      ))}
    </div>
  )
}
