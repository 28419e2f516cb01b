import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useParams } from 'react-router-dom'

import type { ResourceAction } from '#contract/rights.ts'
import { groupIdsOf, readAssignments } from '#domain/assignments/read-assignments.ts'
import type { PageLoader } from '#src/api/page.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { invariant } from '#src/lib/invariant.ts'
import { paths } from '#src/lib/paths.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { TargetsSkeleton } from '../forms/TargetsSkeleton.tsx'
import { filtersQuery } from '../forms/use-assignment-filters.ts'
import { useTargetNames } from '../forms/use-target-names.ts'
import { policyKindOf } from '../policy-kind.ts'
import { policyQuery } from '../policy-queries.ts'
import { assignmentsQuery } from '../PolicyAssignments.tsx'
import { groupQuery } from '#src/shared/directory/use-groups.ts'
import { EditSection } from './EditSection.tsx'
import type { Seen } from './section-change.ts'
import {
  assignmentsForm,
  basicsForm,
  rulesForm,
  scopeTagsForm,
  settingsForm,
} from './section-forms.tsx'

export const loader: PageLoader = ({ queryClient, params }) => {
  if (params.id === undefined) return
  void queryClient.prefetchQuery(policyQuery(params.id))
  const assignments = assignmentsQuery(params.id)
  const read = queryClient.prefetchQuery(assignments)
  if (params.section !== 'assignments') return
  // What the form needs before it can be drawn once and for all.
  void queryClient.prefetchQuery(filtersQuery)
  void read.then(() => {
    const { value = [] } = queryClient.getQueryData(assignments.queryKey) ?? {}
    for (const id of groupIdsOf(readAssignments(value)))
      void queryClient.prefetchQuery(groupQuery(id))
  })
}

const titles: Readonly<Record<string, string>> = {
  basics: basicsForm.title,
  configuration: settingsForm.title,
  'scope-tags': scopeTagsForm.title,
  assignments: assignmentsForm.title,
}

/** One section of a policy, edited and saved on its own (epm-behaviour 3.5). */
export default function EditPolicyPage() {
  const { id, section = '' } = useParams()
  invariant(id, 'EditPolicyPage needs a route with :id.')
  const policy = useQuery(policyQuery(id))
  const assignments = useQuery(assignmentsQuery(id))
  const error = policy.error ?? assignments.error
  const title = titles[section]
  if (title === undefined)
    return (
      <Page>
        <NotFound backTo={{ to: paths.policy(id), label: 'Back to the policy' }} />
      </Page>
    )
  const read = policy.data !== undefined && assignments.data !== undefined
  return (
    <Page>
      <nav aria-label="Breadcrumb">
        <TextLink to={paths.policies()}>Policies</TextLink>
        {' / '}
        <TextLink to={paths.policy(id)}>
          {policy.data === undefined ? (
            'Policy'
          ) : (
            <DeviceText value={policy.data.name} kind="name" missing="Policy without a name" />
          )}
        </TextLink>
      </nav>
      <PageHeader title={title} />
      {read ? (
        <Section
          section={section}
          seen={{ policy: policy.data, assignments: assignments.data.value }}
        />
      ) : error === null ? (
        <SkeletonLines lines={10} label="Loading the policy" />
      ) : error.status === 403 ? (
        <Forbidden what="policies" {...rightText('Microsoft.Intune_EpmPolicy_Read')} />
      ) : error.status === 404 ? (
        <NotFound what="policy" backTo={{ to: paths.policies(), label: 'All policies' }} />
      ) : (
        <Failed
          error={error}
          onRetry={() => {
            void policy.refetch()
            void assignments.refetch()
          }}
        />
      )}
    </Page>
  )
}

const Section = ({ section, seen }: { section: string; seen: Seen }) => {
  const rights = useRights()
  const action: ResourceAction =
    section === 'assignments'
      ? 'Microsoft.Intune_EpmPolicy_Assign'
      : 'Microsoft.Intune_EpmPolicy_Update'
  if (!rights.can(action))
    return <Forbidden what="the form that edits this part of a policy" {...rightText(action)} />
  const common = { seen, section }
  switch (section) {
    case 'basics':
      return <EditSection key={section} form={basicsForm} {...common} />
    case 'scope-tags':
      return <EditSection key={section} form={scopeTagsForm} {...common} />
    case 'assignments':
      return <EditAssignments {...common} />
    default:
      switch (policyKindOf(seen.policy)) {
        case 'settings':
          return <EditSection key={section} form={settingsForm} {...common} />
        case 'rules':
          return <EditSection key={section} form={rulesForm} {...common} />
        case 'unknown':
          return (
            <MessageBar intent="info">
              This console does not know this type of policy and cannot edit its settings.
            </MessageBar>
          )
      }
  }
}

/** Nothing of the form is there before all of it is: Save and Cancel have their place from the first. */
const EditAssignments = (common: Pick<Parameters<typeof EditSection>[0], 'seen' | 'section'>) => {
  const { assignments } = common.seen
  const targets = useMemo(() => assignments.map(({ target }) => target), [assignments])
  const { read } = useTargetNames(targets)
  const [ready, setReady] = useState(read)
  if (read && !ready) setReady(true)
  return ready ? (
    <EditSection form={assignmentsForm} {...common} />
  ) : (
    <TargetsSkeleton targets={targets} />
  )
}
