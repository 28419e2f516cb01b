import { pamAccessTypes, pamApprovalTypes, pamLimits, type PamPolicy } from '#contract/pam.ts'
import { z } from '#contract/zod.ts'
import { nameFault } from '#domain/pam/catalogue.ts'
import type { ShownField } from '#src/shared/decision/decision-problem.ts'

import { approvalWord } from './pam-words.ts'

/** The fields of an access policy as they are typed (epm-behaviour 19.6). */
export const PolicyForm = z
  .object({
    type: z.enum(['', ...pamAccessTypes]).refine((type) => type.length > 0, 'Choose a type.'),
    name: z.string().trim().min(1, 'Choose or type a name.').max(pamLimits.name),
    approval: z
      .enum(['', ...pamApprovalTypes])
      .refine((approval) => approval.length > 0, 'Choose how it is approved.'),
    group: z.string(),
  })
  .superRefine(({ type, name }, context) => {
    const fault = name === '' || type === '' ? null : nameFault(type, name)
    if (fault !== null) context.addIssue({ code: 'custom', path: ['name'], message: fault })
  })
export type PolicyForm = z.infer<typeof PolicyForm>

export const valuesOf = (policy: PamPolicy | undefined): PolicyForm => ({
  type: pamAccessTypes.find((each) => each === policy?.policyType) ?? '',
  name: policy?.policyName ?? '',
  approval: pamApprovalTypes.find((each) => each === policy?.approvalType) ?? '',
  group: policy?.approvalGroupId ?? '',
})

/** What can be changed of one that is there. */
export const changeable: readonly ShownField<PamPolicy | undefined>[] = [
  { label: 'Approval type', read: (policy) => approvalWord(policy?.approvalType ?? '') },
  {
    label: 'Approval group',
    read: (policy) => policy?.approvalGroupName ?? 'Default approvers group',
  },
]
