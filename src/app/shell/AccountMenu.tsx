import { PersonCircleRegular, SignOutRegular } from '@fluentui/react-icons'
import { lazy, Suspense, useId, useState } from 'react'

import { asApiError, type ApiError } from '#src/api/errors.ts'
import { signOut, useConfig, useMe } from '#src/api/session.ts'
import { paths } from '#src/lib/paths.ts'
import { Button } from '#src/ui/basics.ts'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'
import { chooseTheme, useThemeChoice, type ThemeChoice } from '#src/ui/theme/theme-choice.ts'

import { useAccountStyles } from './account-styles.ts'

const SessionsDialog = lazy(async () => ({
  default: (await import('./SessionsDialog.tsx')).SessionsDialog,
}))

const themes: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'System' },
]

/** Who is signed in, with which role; the theme; sign out. A native popover: Escape and a click beside it close it. */
export const AccountMenu = () => {
  const styles = useAccountStyles()
  const id = useId()
  const me = useMe()
  const config = useConfig().data
  const people = config?.samplePeople ?? []
  const [sessions, setSessions] = useState(false)
  const role = people.find((person) => person.userPrincipalName === me.userPrincipalName)?.role
  const theme = useThemeChoice()
  const [error, setError] = useState<ApiError | null>(null)
  const name = me.displayName ?? me.userPrincipalName ?? 'Account'
  const leave = async () => {
    try {
      await signOut()
      // A new document, so that nothing read before is left in memory or behind Back (R64).
      globalThis.location.replace(paths.signIn())
    } catch (reason) {
      setError(asApiError(reason))
    }
  }
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className={styles.trigger}
        aria-label={`Account: ${name}`}
      >
        <PersonCircleRegular aria-hidden fontSize={24} />
        <span className={styles.label}>{name}</span>
      </button>
      <div id={id} popover="auto" role="dialog" aria-label="Account" className={styles.panel}>
        <div className={styles.who}>
          <span className={styles.name}>{name}</span>
          <span className={styles.meta}>{me.userPrincipalName}</span>
          {role !== undefined && <span className={styles.meta}>{role}</span>}
        </div>
        {error !== null && <FailureBar error={error} />}
        <TextLink to={paths.tokens()}>Tokens</TextLink>
        <fieldset className={styles.themes}>
          <legend className={styles.meta}>Theme</legend>
          <div className={styles.choices}>
            {themes.map(({ value, label }) => (
              <label key={value} className={styles.choice}>
                <input
                  type="radio"
                  name="theme"
                  className={styles.radio}
                  checked={theme === value}
                  onChange={() => chooseTheme(value)}
                />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
        {config?.session !== undefined && (
          <Button popoverTarget={id} onClick={() => setSessions(true)}>
            Your sessions
          </Button>
        )}
        <Button icon={<SignOutRegular />} onClick={() => void leave()}>
          Sign out
        </Button>
      </div>
      {sessions && (
        <Suspense>
          <SessionsDialog onClose={() => setSessions(false)} />
        </Suspense>
      )}
    </>
  )
}
