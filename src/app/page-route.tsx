import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import type { LoaderFunctionArgs, RouteObject } from 'react-router-dom'

import type { PageLoader } from '#src/api/page.ts'
import { rightsQuery, toRights, useRights } from '#src/api/rights.ts'

import { itemOf, mayOpen, type NavigationItem } from './navigation-items.tsx'
import { ForbiddenPage } from './pages/ForbiddenPage.tsx'
import { RouteError } from './pages/RouteError.tsx'

type PageModule = { default: ComponentType; loader?: PageLoader }

/**
 * A route whose page, with its loader, is a chunk of its own. The error page (R55) stands on a route around it: the
 * router shows nothing at all for a route whose own chunk did not come. Who lacks the right of the page is told so and
 * nothing is asked of the service, where every refusal would become an audit record.
 */
export const pageRoute = (
  queryClient: QueryClient,
  path: string,
  load: () => Promise<PageModule>,
  children?: RouteObject[],
): RouteObject => guardedRoute(queryClient, { path, load, children, item: itemOf(path) })

/** The same for a page about what is one's own: there is no right to lack. */
export const ownPageRoute = (
  queryClient: QueryClient,
  path: string,
  load: () => Promise<PageModule>,
): RouteObject => guardedRoute(queryClient, { path, load, children: undefined, item: null })

type Guarded = {
  path: string
  load: () => Promise<PageModule>
  children: RouteObject[] | undefined
  item: NavigationItem | null
}

const guardedRoute = (
  queryClient: QueryClient,
  { path, load, children, item }: Guarded,
): RouteObject => ({
  ErrorBoundary: RouteError,
  children: [
    {
      path,
      lazy: async () => {
        const module = await load()
        const Page = module.default
        const Guarded = () => {
          const rights = useRights()
          return item === null || mayOpen(rights, item) ? <Page /> : <ForbiddenPage item={item} />
        }
        return {
          Component: Guarded,
          loader: async ({ request, params }: LoaderFunctionArgs) => {
            const rights = toRights(await queryClient.ensureQueryData(rightsQuery))
            if (item === null || mayOpen(rights, item))
              await module.loader?.({ queryClient, params, url: new URL(request.url) })
            return null
          },
        }
      },
      ...(children === undefined ? {} : { children }),
    },
  ],
})
