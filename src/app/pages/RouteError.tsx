import { isRouteErrorResponse, useRouteError } from 'react-router-dom'

import { ApiError } from '#src/api/errors.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { Failed, NotFound } from '#src/ui/states/states.tsx'

import { PageFault } from './PageFault.tsx'

const reload = () => globalThis.location.reload()

/** Stands in for a page that could not be shown; the shell around it goes on working. */
export const RouteError = () => {
  const reason = useRouteError()
  if (
    (isRouteErrorResponse(reason) && reason.status === 404) ||
    (reason instanceof ApiError && reason.status === 404)
  )
    return (
      <Page>
        <PageHeader title="Not found" />
        <NotFound />
      </Page>
    )
  return (
    <Page>
      <PageHeader title="This page could not be shown" />
      {reason instanceof ApiError ? (
        <Failed error={reason} onRetry={reload} />
      ) : (
        <PageFault reason={reason} onRetry={reload} />
      )}
    </Page>
  )
}

/** The same where there is no shell around it. */
export const RootError = () => (
  <main>
    <RouteError />
  </main>
)
