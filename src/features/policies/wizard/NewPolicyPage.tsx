import { useParams } from 'react-router-dom'

import { rightText, useRights } from '#src/api/rights.ts'
import { paths, policyKindOfProfile } from '#src/lib/paths.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { Forbidden, NotFound } from '#src/ui/states/states.tsx'

import { PolicyWizard } from './PolicyWizard.tsx'
import { createProfiles } from './profiles.ts'

const creating = 'Microsoft.Intune_EpmPolicy_Create'

/** `/epm/policies/new/elevation-settings` and `/epm/policies/new/elevation-rules`. */
export default function NewPolicyPage() {
  const { profile } = useParams()
  const { can } = useRights()
  const kind = policyKindOfProfile(profile)
  const about = createProfiles.find((each) => each.kind === kind)
  if (kind === null || about === undefined)
    return (
      <Page>
        <PageHeader title="Create policy" />
        <NotFound backTo={{ to: paths.policies(), label: 'Go to Policies' }} />
      </Page>
    )
  return (
    <Page>
      <PageHeader title={`Create an ${about.label.toLowerCase()}`} line={about.line} />
      {can(creating) ? (
        <PolicyWizard key={kind} kind={kind} />
      ) : (
        <Forbidden what="the page that creates policies" {...rightText(creating)} />
      )}
    </Page>
  )
}
