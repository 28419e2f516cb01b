import { resourceActions, type EffectivePermissions } from '#contract/rights.ts'

const reads = /_(Read|ViewReports|ViewElevationRequests)$/

/**
 * The rights of a person as a read-only console shows them: without what changes anything, `*` spelled out. That means no
 * buttons and no protection (R47): what somebody may do is decided by the Intune role.
 */
export const onlyReading = (permissions: EffectivePermissions): EffectivePermissions => ({
  ...permissions,
  value: permissions.value.map(({ resourceActions: parts, actions = [], ...rest }) => ({
    ...rest,
    resourceActions: (parts ?? [{ allowedResourceActions: actions }]).map((part) => ({
      ...part,
      allowedResourceActions: part.allowedResourceActions
        .flatMap((action) => (action === '*' ? [...resourceActions] : [action]))
        .filter((action) => reads.test(action)),
    })),
  })),
})
