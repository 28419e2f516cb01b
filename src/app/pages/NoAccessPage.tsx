import { lazy, Suspense } from 'react'

import { rightText } from '#src/api/rights.ts'
import { useConfig } from '#src/api/session.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { NothingOpen } from '#src/ui/states/states.tsx'

import { navigation } from '../navigation-items.tsx'

const SetupForm = lazy(async () => ({ default: (await import('./SetupForm.tsx')).SetupForm }))

const pages = navigation
  .flatMap(({ items }) => items)
  .flatMap(({ label, right }) =>
    right === null ? [] : [{ page: label, right: rightText(right).right }],
  )

/** For people whose roles open none of the pages: any of these rights opens one, or they are the first who came. */
export const NoAccessPage = () =>
  useConfig().data?.session?.setupOpen === true ? (
    <Suspense>
      <SetupForm />
    </Suspense>
  ) : (
    <Page>
      <PageHeader title="No access" />
      <NothingOpen pages={pages} />
    </Page>
  )
