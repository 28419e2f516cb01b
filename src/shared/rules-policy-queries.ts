import { elevationRulesTemplateId, epmTemplateFamily } from '#contract/policies.ts'
import { qAllowing } from '#src/api/queries.ts'
import { eq, filterText } from '#src/lib/odata.ts'

/** Endpoints that a new rule changes. */
export const policyEndpoints = [
  'policyList',
  'policyGet',
  'policySettingList',
  'policyAssignmentList',
] as const

const policiesRead = 100

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
