import { elevationRulesTemplateId, epmTemplateFamily } from '#contract/policies.ts'
import { listQuery, q, qAllowing } from '#src/api/queries.ts'
import { eq, filterText, orderBy } from '#src/lib/odata.ts'

import { queueQuery, type QueueParams } from './request-filters.ts'

/** Endpoints that a decision changes. */
export const requestEndpoints = [
  'elevationRequestList',
  'elevationRequestCount',
  'elevationRequestGet',
  'elevationRequestGetAll',
] as const

export const policyEndpoints = [
  'policyList',
  'policyGet',
  'policySettingList',
  'policyAssignmentList',
] as const

export const queueList = (params: QueueParams, now: number) =>
  listQuery('elevationRequestList', { query: queueQuery(params, now) })

export const requestQuery = (id: string) => q('elevationRequestGet', { path: { id } })

/** The latest requests for the same bytes, this one among them. */
export const sameHashQuery = (hash: string) =>
  q('elevationRequestList', {
    query: {
      $filter: filterText(eq('applicationDetail/fileHash', hash)),
      $orderby: orderBy('requestCreatedDateTime', true),
      $top: 20,
      $count: true,
    },
  })

export const elevationsOfHashQuery = (hash: string) =>
  qAllowing(
    'elevationList',
    {
      query: {
        $filter: filterText(eq('hash', hash)),
        $orderby: orderBy('eventDateTime', true),
        $top: 50,
        $count: true,
      },
    },
    { statuses: [403], why: 'An approver need not have the right to see reports.' },
  )

export const deviceQuery = (id: string) =>
  qAllowing(
    'deviceGet',
    { path: { id } },
    { statuses: [403, 404], why: 'An approver need not see devices, and a device can be gone.' },
  )

export const policiesRead = 100

/** Both EPM profiles; take the rules policies with `isRulesPolicy`. */
export const policiesQuery = qAllowing(
  'policyList',
  {
    query: {
      $filter: filterText(eq('templateReference/templateFamily', epmTemplateFamily)),
      $select: 'id,name,templateReference,isAssigned,lastModifiedDateTime',
      $top: policiesRead,
    },
  },
  { statuses: [403], why: 'An approver need not have the right to read policies.' },
)

/** The profile without its version, as Graph counts template versions up. */
const templateOf = (id: string) => id.replace(/_\d+$/, '')

export const isRulesPolicy = (policy: { templateReference?: { templateId: string } | undefined }) =>
  templateOf(policy.templateReference?.templateId ?? '') === templateOf(elevationRulesTemplateId)

export const policyQuery = (id: string) =>
  qAllowing(
    'policyGet',
    { path: { id }, query: { $expand: 'settings' } },
    { statuses: [403, 404], why: 'A policy can be deleted between its list and its reading.' },
  )

export const assignmentsQuery = (id: string) =>
  qAllowing(
    'policyAssignmentList',
    { path: { id } },
    { statuses: [403, 404], why: 'A policy can be deleted between its list and its reading.' },
  )

export const groupQuery = (id: string) =>
  qAllowing(
    'groupGet',
    { path: { id } },
    { statuses: [403, 404], why: 'A group can be deleted or hidden; its id is shown then.' },
  )
