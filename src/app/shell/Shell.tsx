import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Outlet, useLocation, useNavigation } from 'react-router-dom'

import { useFreshSignInAsked } from '#src/api/fresh-sign-in.ts'
import { listenForChanges } from '#src/api/events.ts'
import { Announcer } from '#src/ui/announcer.tsx'
import { Button } from '#src/ui/basics.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { Toaster } from '#src/ui/toasts.tsx'

import { Header } from './Header.tsx'
import { HeldBack } from './HeldBack.tsx'
import { Navigation } from './Navigation.tsx'
import { SessionEnding } from './SessionEnding.tsx'
import { useShellStyles } from './shell-styles.ts'
import { useOffline } from './use-offline.ts'
import { useUnexpectedFailure } from './use-unexpected-failure.ts'

const FreshSignInDialog = lazy(async () => ({
  default: (await import('./FreshSignInDialog.tsx')).FreshSignInDialog,
}))

const foldedKey = 'navigation-folded'
const readFolded = () => {
  try {
    return localStorage.getItem(foldedKey) === 'yes'
  } catch {
    return false
  }
}

/** Header, navigation and the place of the pages; it stays while pages come, go and fail. */
export const Shell = () => {
  const styles = useShellStyles()
  const client = useQueryClient()
  const { pathname } = useLocation()
  const loading = useNavigation().state === 'loading'
  const offline = useOffline()
  const freshSignIn = useFreshSignInAsked()
  const unexpected = useUnexpectedFailure()
  const [folded, setFolded] = useState(readFolded)
  const [menuAt, setMenuAt] = useState<string | null>(null)
  // The narrow menu belongs to the page it was opened on, so it closes by going elsewhere.
  const menuOpen = menuAt === pathname
  useEffect(() => listenForChanges(client), [client])

  const fold = () => {
    setFolded(!folded)
    try {
      localStorage.setItem(foldedKey, folded ? 'no' : 'yes')
    } catch {
      // Without storage it holds until the page is left.
    }
  }
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        Skip to content
      </a>
      <Header menuOpen={menuOpen} onMenu={() => setMenuAt(menuOpen ? null : pathname)} />
      <div className={styles.middle}>
        <Navigation folded={folded} onFold={fold} menuOpen={menuOpen} />
        <main id="content" tabIndex={-1} className={styles.main}>
          {loading && (
            <div role="progressbar" aria-label="Loading the page" className={styles.progress} />
          )}
          {offline && (
            <div className={styles.bar}>
              <MessageBar intent="warning" title="You are offline.">
                {' '}
                What you see may be out of date, and changes cannot be sent.
              </MessageBar>
            </div>
          )}
          <HeldBack className={styles.bar} />
          <SessionEnding className={styles.bar} />
          {unexpected.failed && (
            <div className={styles.bar}>
              <MessageBar
                intent="error"
                title="Something on this page failed."
                actions={<Button onClick={unexpected.dismiss}>Dismiss</Button>}
              >
                {' '}
                Reload the page before you go on.
              </MessageBar>
            </div>
          )}
          <div className={styles.outlet}>
            <Outlet />
          </div>
        </main>
      </div>
      {freshSignIn !== null && (
        <Suspense>
          <FreshSignInDialog asked={freshSignIn} />
        </Suspense>
      )}
      <Toaster />
      <Announcer />
    </div>
  )
}
