import '@testing-library/jest-dom/vitest'

import './test-setup.ts'

import { QueryClientProvider } from '@tanstack/react-query'
import { configure, render } from '@testing-library/react'
import { createMemoryRouter, RouterProvider } from 'react-router-dom'
import type { ComponentType } from 'react'

import { createQueryClient } from '#src/api/query-client.ts'
import { rightsQuery } from '#src/api/rights.ts'
import { meQuery } from '#src/api/session.ts'
import { FocusKeeperCore } from '#src/ui/FocusKeeperCore.tsx'
import { ThemeProvider } from '#src/ui/theme/ThemeProvider.tsx'

const childPaths = ['new', ':id', ':id/:action']

// Parts of a page are loaded when they open, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 5000 })

/**
 * Shows one page at an address, as the shell would: the person and their rights are there before the page is, and what keeps a
 * page heard after its dialogs have gone. `path` is the page's route;
 * the children `new` and `:id` keep it mounted. Other addresses show nothing.
 */
export const renderPage = async (Page: ComponentType, path: string, address: string) => {
  const queryClient = createQueryClient(() => {})
  // A test that forbids this read is about what the page then shows.
  await Promise.all([queryClient.prefetchQuery(rightsQuery), queryClient.prefetchQuery(meQuery)])
  const router = createMemoryRouter(
    [
      {
        path,
        element: <Page />,
        children: childPaths.map((child) => ({ path: child, element: null })),
      },
      { path: '*', element: null },
    ],
    { initialEntries: [address] },
  )
  render(
    <ThemeProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
      <FocusKeeperCore />
    </ThemeProvider>,
  )
  return { router, queryClient }
}
