import { useMemo } from 'react'

import { isOfExchange, isResourceAction } from '#domain/roles/right-texts.ts'
import { useRights, type Rights } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { ChecksControl } from '#src/ui/form/controls.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { TextLink } from '#src/ui/TextLink.tsx'

import { roleCautions } from '../role-risks.ts'
import { allPermissions } from '../role-words.ts'
import { RoleCautions } from '../RoleRights.tsx'

const useStyles = makeStyles({
  groups: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(400px, 100%), 1fr))',
    gap: '20px 32px',
    alignItems: 'start',
  },
})

/**
 * Rights with what they do; one that neither the author nor the role has cannot be chosen, and says so. Those of Exchange are
 * there only to be taken out of a role that has them.
 */
const groupsFor = (rights: Rights, kept: readonly string[]) =>
  allPermissions
    .map(({ permission, rights: each }) => ({
      permission,
      options: each
        .filter(({ action }) => !isOfExchange(action) || kept.includes(action))
        .map(({ action, right, description }) => {
          const disabled = !rights.can(action) && !kept.includes(action)
          return {
            value: action,
            label: `${right} – ${description}${disabled ? ' (not yours to give)' : ''}`,
            disabled,
          }
        }),
    }))
    .filter(({ options }) => options.length > 0)

/** What is wrong with the chosen rights. */
export const permissionsError = (actions: readonly string[]): string | undefined =>
  actions.length === 0 ? 'Choose at least one right.' : undefined

type Props = {
  value: readonly string[]
  onChange: (value: string[]) => void
  showErrors: boolean
  /** What the role has already: it may stay, whoever edits it. */
  kept?: readonly string[]
}

const none: readonly string[] = []

/** Rights under the headings of the role editor. Rights over other parts of Intune stay as they are. */
export const PermissionPicker = ({ value, onChange, showErrors, kept = none }: Props) => {
  const styles = useStyles()
  const rights = useRights()
  const groups = useMemo(() => groupsFor(rights, kept), [rights, kept])
  const others = value.filter((action) => !isResourceAction(action))
  const error = showErrors ? permissionsError(value) : undefined
  return (
    <Stack gap="large">
      {groups.some(({ options }) => options.some(({ disabled }) => disabled)) && (
        <MessageBar intent="info" title="Only rights that you have yourself.">
          {' '}
          You can only put in rights that you hold. Somebody who holds the others too makes a role
          with them: for example an Intune Administrator, or an Endpoint Privilege Manager who also
          has rights over roles.
          {rights.can('Microsoft.Intune_Roles_Assign') && (
            <>
              {' '}
              You can assign <TextLink to={paths.roles()}>existing roles</TextLink>, also ones with
              rights that you do not hold.
            </>
          )}
        </MessageBar>
      )}
      <div className={styles.groups}>
        {groups.map(({ permission, options }, place) => (
          <ChecksControl
            key={permission}
            name={permission}
            label={permission}
            values={value}
            options={options}
            onChange={(_, chosen) => onChange(chosen)}
            error={place === 0 ? error : undefined}
          />
        ))}
      </div>
      {others.length > 0 && (
        <p>
          {others.length === 1 ? 'One more right' : `${others.length} more rights`} over other parts
          of Intune stay as they are.
        </p>
      )}
      <RoleCautions cautions={roleCautions(value)} />
    </Stack>
  )
}
