import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import type { LoaderFunctionArgs, RouteObject } from 'react-router-dom'

import type { PageLoader } from '#src/api/page.ts'

import { RouteError } from './pages/RouteError.tsx'

type PageModule = { default: ComponentType; loader?: PageLoader }

/**
 * A route whose page, with its loader, is a chunk of its own. The error page (R55) stands on a route around it: the
 * router shows nothing at all for a route whose own chunk did not come.
 */
export const pageRoute = (
  queryClient: QueryClient,
  path: string,
  load: () => Promise<PageModule>,
  children?: RouteObject[],
): RouteObject => ({
  ErrorBoundary: RouteError,
  children: [
    {
      path,
      lazy: async () => {
        const page = await load()
        return {
          Component: page.default,
          loader: async ({ request, params }: LoaderFunctionArgs) => {
            await page.loader?.({ queryClient, params, url: new URL(request.url) })
            return null
          },
        }
      },
      ...(children === undefined ? {} : { children }),
    },
  ],
})
