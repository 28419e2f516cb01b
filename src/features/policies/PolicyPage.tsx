import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from 'react-router-dom'

import type { ConfigurationPolicy } from '#contract/policies.ts'
import { readElevationSettings } from '#domain/rules/elevation-settings.ts'
import type { PageLoader } from '#src/api/page.ts'
import { rightText } from '#src/api/rights.ts'
import { invariant } from '#src/lib/invariant.ts'
import { paths, type PolicySection } from '#src/lib/paths.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { CopyNote } from './CopyNote.tsx'
import { policyKindOf, policyTypeLabels, policyTypeLines } from './policy-kind.ts'
import { assignmentsQuery, PolicyAssignments } from './PolicyAssignments.tsx'
import { EditLink, PolicyCommands } from './PolicyCommands.tsx'
import { PolicyDialogs } from './PolicyDialogs.tsx'
import { policyQuery } from './policy-queries.ts'
import { PolicyRules } from './PolicyRules.tsx'
import { PolicySettings } from './PolicySettings.tsx'
import { PolicyStatus } from './PolicyStatus.tsx'
import { RawPolicy } from './RawPolicy.tsx'
import { ScopeTagNames } from '#src/shared/scope-tags/ScopeTagNames.tsx'
import { unknownSettings } from './unknown-settings.ts'

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 4fr) minmax(0, 2fr)',
    gap: '24px 40px',
    alignItems: 'start',
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

export const loader: PageLoader = ({ queryClient, params }) => {
  if (params.id === undefined) return
  void queryClient.prefetchQuery(policyQuery(params.id))
  void queryClient.prefetchQuery(assignmentsQuery(params.id))
}

export default function PolicyPage() {
  const { id } = useParams()
  invariant(id, 'PolicyPage needs a route with :id.')
  const { data: policy, error, refetch } = useQuery(policyQuery(id))
  // Another policy is another page: its heading takes the focus.
  if (policy !== undefined) return <Loaded key={policy.id} policy={policy} />
  return (
    <Page>
      <Back />
      <PageHeader title="Policy" />
      {error === null ? (
        <SkeletonLines lines={10} label="Loading the policy" />
      ) : error.status === 403 ? (
        <Forbidden what="policies" {...rightText('Microsoft.Intune_EpmPolicy_Read')} />
      ) : error.status === 404 ? (
        <NotFound what="policy" backTo={{ to: paths.policies(), label: 'All policies' }} />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

const Back = () => (
  <nav aria-label="Breadcrumb">
    <TextLink to={paths.policies()}>Policies</TextLink>
  </nav>
)

const Loaded = ({ policy }: { policy: ConfigurationPolicy }) => {
  const styles = useStyles()
  const navigate = useNavigate()
  const edit = (section: PolicySection) => <EditLink policyId={policy.id} section={section} />
  return (
    <Page>
      <Back />
      <PageHeader
        title={policy.name || 'Policy without a name'}
        line={policyTypeLines[policyKindOf(policy)]}
        commands={<PolicyCommands policy={policy} />}
      />
      <CopyNote policyId={policy.id} />
      <div className={styles.facts}>
        <Section title="Basics" level={2} commands={edit('basics')}>
          <Basics policy={policy} />
        </Section>
        <Section title="Assignments" level={2} commands={edit('assignments')}>
          <PolicyAssignments policyId={policy.id} />
        </Section>
        <Section title="Scope tags" level={2} commands={edit('scope-tags')}>
          <ScopeTagNames ids={policy.roleScopeTagIds} />
        </Section>
      </div>
      <Section
        title="Configuration settings"
        level={2}
        commands={policyKindOf(policy) !== 'unknown' && edit('configuration')}
      >
        <Configuration policy={policy} />
      </Section>
      <Section title="Device and user check-in status" level={2}>
        <PanelBoundary what="The check-in status">
          <PolicyStatus policyId={policy.id} />
        </PanelBoundary>
      </Section>
      <RawPolicy value={policy} />
      <PolicyDialogs onDeleted={() => void navigate(paths.policies())} />
    </Page>
  )
}

const platformWords: Record<string, string> = { windows10: 'Windows' }

const Basics = ({ policy }: { policy: ConfigurationPolicy }) => (
  <KeyValueList
    items={[
      {
        label: 'Description',
        value: <DeviceText value={policy.description} kind="text" missing="None" flag />,
      },
      {
        label: 'Platform',
        value: platformWords[policy.platforms] ?? (
          <DeviceText value={policy.platforms} kind="name" />
        ),
      },
      { label: 'Policy type', value: <PolicyType policy={policy} /> },
      { label: 'Created', value: <When at={policy.createdDateTime} withExact /> },
      { label: 'Last modified', value: <When at={policy.lastModifiedDateTime} withExact /> },
      { label: 'Policy id', value: <Hash value={policy.id} what="policy id" whole /> },
    ]}
  />
)

const PolicyType = ({ policy }: { policy: ConfigurationPolicy }) => {
  const kind = policyKindOf(policy)
  if (kind !== 'unknown') return <>{policyTypeLabels[kind]}</>
  const { templateDisplayName, templateId } = policy.templateReference
  return (
    <>
      {policyTypeLabels.unknown}:{' '}
      <DeviceText value={templateDisplayName || templateId} kind="name" missing="no template" />
    </>
  )
}

const Configuration = ({ policy }: { policy: ConfigurationPolicy }) => {
  const kind = policyKindOf(policy)
  const settings = policy.settings ?? []
  const unknown = unknownSettings(kind, settings).length
  const elevationSettings = kind === 'settings' ? readElevationSettings(settings) : null
  return (
    <>
      {unknown > 0 && (
        <MessageBar intent="warning">
          {`This policy holds ${unknown === 1 ? 'one setting' : `${unknown} settings`} that this console does not know; ${unknown === 1 ? 'it is' : 'they are'} kept untouched. Raw JSON shows ${unknown === 1 ? 'it' : 'them'}.`}
        </MessageBar>
      )}
      {kind === 'rules' && <PolicyRules settings={settings} />}
      {elevationSettings !== null && <PolicySettings settings={elevationSettings} />}
      {kind === 'settings' && elevationSettings === null && (
        <p>This policy holds no setting that turns Endpoint Privilege Management on or off.</p>
      )}
    </>
  )
}
