import { isResourceAction } from '#domain/roles/right-texts.ts'
import { ChecksControl } from '#src/ui/form/controls.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { makeStyles } from '#src/ui/styles.ts'

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

const groups = allPermissions.map(({ permission, rights }) => ({
  permission,
  options: rights.map(({ action, right, description }) => ({
    value: action,
    label: `${right} – ${description}`,
  })),
}))

/** What is wrong with the chosen rights. */
export const permissionsError = (actions: readonly string[]): string | undefined =>
  actions.length === 0 ? 'Choose at least one right.' : undefined

type Props = {
  value: readonly string[]
  onChange: (value: string[]) => void
  showErrors: boolean
}

/** Rights under the headings of the role editor. Rights over other parts of Intune stay as they are. */
export const PermissionPicker = ({ value, onChange, showErrors }: Props) => {
  const styles = useStyles()
  const others = value.filter((action) => !isResourceAction(action))
  const error = showErrors ? permissionsError(value) : undefined
  return (
    <Stack gap="large">
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
