import { useQueryClient } from '@tanstack/react-query'
import { ChevronDownRegular, PersonCircleRegular, SignOutRegular } from '@fluentui/react-icons'
import { useState } from 'react'

import { asApiError, type ApiError } from '#src/api/errors.ts'
import { signOut, useConfig, useMe } from '#src/api/session.ts'
import { paths } from '#src/lib/paths.ts'
import { Button } from '#src/ui/basics.ts'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import {
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '#src/ui/menu.ts'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { chooseTheme, useThemeChoice, type ThemeChoice } from '#src/ui/theme/theme-choice.ts'

const useStyles = makeStyles({
  who: {
    padding: '8px 8px 4px',
    display: 'flex',
    flexDirection: 'column',
    maxWidth: '280px',
    overflowWrap: 'anywhere',
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  meta: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  failure: { maxWidth: '280px' },
  label: { '@media (max-width: 640px)': { display: 'none' } },
})

const themes: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'As the system' },
]

/** Who is signed in, with which role; the theme; sign out. */
export const AccountMenu = () => {
  const styles = useStyles()
  const me = useMe()
  const people = useConfig().data?.samplePeople ?? []
  const role = people.find(
    ({ userPrincipalName }) => userPrincipalName === me.userPrincipalName,
  )?.role
  const theme = useThemeChoice()
  const client = useQueryClient()
  const [error, setError] = useState<ApiError | null>(null)
  const name = me.displayName ?? me.userPrincipalName ?? 'Account'
  const leave = async () => {
    try {
      await signOut(client)
      // A new document, so that nothing read before is left in memory or behind Back (R64).
      globalThis.location.replace(paths.signIn())
    } catch (reason) {
      setError(asApiError(reason))
    }
  }
  return (
    <Menu checkedValues={{ theme: [theme] }} positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<PersonCircleRegular />} aria-label={`Account: ${name}`}>
          <span className={styles.label}>
            {name} <ChevronDownRegular aria-hidden fontSize={12} />
          </span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <div className={styles.who}>
          <span className={styles.name}>{name}</span>
          <span className={styles.meta}>{me.userPrincipalName}</span>
          {role !== undefined && <span className={styles.meta}>{role}</span>}
        </div>
        {error !== null && (
          <div className={styles.failure}>
            <FailureBar error={error} />
          </div>
        )}
        <MenuList>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>Theme</MenuGroupHeader>
            {themes.map(({ value, label }) => (
              <MenuItemRadio
                key={value}
                name="theme"
                value={value}
                onClick={() => chooseTheme(value)}
              >
                {label}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem icon={<SignOutRegular />} persistOnClick onClick={() => void leave()}>
            Sign out
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
