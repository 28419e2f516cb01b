import { rightText } from '#src/api/rights.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { Forbidden } from '#src/ui/states/states.tsx'

import type { NavigationItem } from '../navigation-items.tsx'

/** A page whose right this person lacks, opened by its address. */
export const ForbiddenPage = ({ item }: { item: NavigationItem }) => (
  <Page>
    <PageHeader title={item.label} />
    <Forbidden
      what={item.label === 'Overview' ? 'the Overview' : item.label.toLowerCase()}
      {...(item.right === null ? { right: '', roles: [] } : rightText(item.right))}
    />
  </Page>
)
