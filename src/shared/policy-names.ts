import { epmTemplateFamily } from '#contract/policies.ts'
import { qAllowing } from '#src/api/queries.ts'
import { eq, filterText } from '#src/lib/odata.ts'

/** The EPM policies in scope with their names; reports name policies by id only. */
export const policyNamesQuery = qAllowing(
  'policyList',
  {
    query: {
      $filter: filterText(eq('templateReference/templateFamily', epmTemplateFamily)),
      $select: 'id,name,templateReference',
      $top: 200,
    },
  },
  { statuses: [403], why: 'a reader of devices need not read policies' },
)
