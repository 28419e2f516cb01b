import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { NotFound } from '#src/ui/states/states.tsx'

export const NotFoundPage = () => (
  <Page>
    <PageHeader title="Not found" />
    <NotFound />
  </Page>
)
