import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, useState } from 'react'
import { createBrowserRouter, RouterProvider } from 'react-router-dom'

import { createQueryClient } from '#src/api/query-client.ts'
import { meQuery } from '#src/api/session.ts'
import { paths } from '#src/lib/paths.ts'
import { FocusKeeper } from '#src/ui/FocusKeeper.tsx'
import { ThemeProvider } from '#src/ui/theme/ThemeProvider.tsx'

import { endedState } from './ended-state.ts'
import { createRoutes } from './routes.tsx'

const start = () => {
  const queryClient = createQueryClient(() => {
    const { pathname, search } = router.state.location
    // Before anybody was signed in, no session has ended: the shell's own loader leads to the sign-in page.
    const wasSignedIn = queryClient.getQueryData(meQuery.queryKey) !== undefined
    if (pathname === paths.signIn() || !wasSignedIn) return
    // What is on screen belongs to the ended session; the sign-in page forgets it, what was typed is in the drafts.
    void router.navigate(paths.signIn(pathname + search), { state: endedState(queryClient) })
  })
  const router = createBrowserRouter(createRoutes(queryClient))
  return { queryClient, router }
}

export const App = () => {
  const [{ queryClient, router }] = useState(start)
  return (
    <StrictMode>
      <ThemeProvider>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
        <FocusKeeper />
      </ThemeProvider>
    </StrictMode>
  )
}
