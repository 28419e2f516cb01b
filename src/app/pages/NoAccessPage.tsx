import { rightText } from '#src/api/rights.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { Forbidden } from '#src/ui/states/states.tsx'

/** For people whose roles open none of the pages. */
export const NoAccessPage = () => (
  <Page>
    <PageHeader title="No access" />
    <Forbidden
      what="any page of this console"
      {...rightText('Microsoft.Intune_EpmPolicy_ViewElevationRequests')}
    />
  </Page>
)
