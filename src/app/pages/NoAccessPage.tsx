import { rightText } from '#src/api/rights.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { NothingOpen } from '#src/ui/states/states.tsx'

import { navigation } from '../navigation-items.tsx'

const pages = navigation
  .flatMap(({ items }) => items)
  .map(({ label, right }) => ({ page: label, right: rightText(right).right }))

/** For people whose roles open none of the pages: any of these rights opens one. */
export const NoAccessPage = () => (
  <Page>
    <PageHeader title="No access" />
    <NothingOpen pages={pages} />
  </Page>
)
