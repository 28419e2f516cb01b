import { lazy, Suspense } from 'react'

const FocusKeeperCore = lazy(async () => ({
  default: (await import('./FocusKeeperCore.tsx')).FocusKeeperCore,
}))

/**
 * Once, beside all pages: a session can end with a dialog open. Fluent's focus library goes away with its last user, and then leaves the page hidden from screen
 * readers as it was under the drawer or dialog that was just closed. This is the user that stays. It is loaded after
 * the page and so costs the first visit nothing.
 */
export const FocusKeeper = () => (
  <Suspense>
    <FocusKeeperCore />
  </Suspense>
)
