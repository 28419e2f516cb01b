import { z } from './zod.ts'

/** Intune's resource actions (graph-contract 7.5). `*` means all of them. */
export const resourceActions = [
  'Microsoft.Intune_EpmPolicy_Read',
  'Microsoft.Intune_EpmPolicy_Create',
  'Microsoft.Intune_EpmPolicy_Update',
  'Microsoft.Intune_EpmPolicy_Delete',
  'Microsoft.Intune_EpmPolicy_Assign',
  'Microsoft.Intune_EpmPolicy_ViewReports',
  'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
  'Microsoft.Intune_EpmPolicy_ModifyElevationRequests',
  'Microsoft.Intune_ManagedDevices_Read',
  'Microsoft.Intune_Organization_Read',
  'Microsoft.Intune_Audit_Read',
  'Microsoft.Intune_Roles_Read',
  'Microsoft.Intune_Roles_Create',
  'Microsoft.Intune_Roles_Update',
  'Microsoft.Intune_Roles_Delete',
  'Microsoft.Intune_Roles_Assign',
  'Microsoft.Intune_AdminTasks_Read',
  'Microsoft.Intune_AdminTasks_Create',
  'Microsoft.Intune_AdminTasks_Update',
  'Microsoft.Intune_AdminTasks_Delete',
  'Microsoft.Intune_AssignmentFilter_Read',
  // The service's own names for rights of Exchange Online, which Graph does not have: privileged access management.
  'Microsoft.Exchange_RoleManagement_Read',
  'Microsoft.Exchange_RoleManagement_Update',
  'Microsoft.Exchange_CustomerLockbox_Approve',
] as const
export type ResourceAction = (typeof resourceActions)[number]

export const RolePermission = z.looseObject({
  actions: z.array(z.string()).optional(),
  resourceActions: z
    .array(
      z.looseObject({
        allowedResourceActions: z.array(z.string()),
        notAllowedResourceActions: z.array(z.string()).optional(),
      }),
    )
    .optional(),
})
export const EffectivePermissions = z.looseObject({ value: z.array(RolePermission) })
export type EffectivePermissions = z.infer<typeof EffectivePermissions>
