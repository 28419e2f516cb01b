import type { EndpointName } from '#contract/endpoints.ts'

/** Delegated permissions of Microsoft Graph that the console asks for, each with its reason (graph-contract 8). */
export type GraphScope =
  | 'User.Read'
  | 'User.ReadBasic.All'
  | 'User.Read.All'
  | 'Device.Read.All'
  | 'Group.Read.All'
  | 'DeviceManagementConfiguration.Read.All'
  | 'DeviceManagementConfiguration.ReadWrite.All'
  | 'DeviceManagementManagedDevices.Read.All'
  | 'DeviceManagementRBAC.Read.All'
  | 'DeviceManagementRBAC.ReadWrite.All'
  | 'DeviceManagementApps.Read.All'

export type Access = 'read' | 'readWrite'

const readOnly: Partial<Record<GraphScope, GraphScope>> = {
  'DeviceManagementConfiguration.ReadWrite.All': 'DeviceManagementConfiguration.Read.All',
  'DeviceManagementRBAC.ReadWrite.All': 'DeviceManagementRBAC.Read.All',
}

/** How an endpoint's name begins, and what its area needs; the longer beginning stands first. */
const areas: readonly (readonly [beginning: string, scope: GraphScope])[] = [
  ['me', 'User.Read'],
  ['userMemberOf', 'User.Read.All'],
  ['user', 'User.ReadBasic.All'],
  ['group', 'Group.Read.All'],
  ['effectivePermissions', 'DeviceManagementRBAC.Read.All'],
  ['scopeTag', 'DeviceManagementRBAC.ReadWrite.All'],
  ['role', 'DeviceManagementRBAC.ReadWrite.All'],
  ['resourceOperation', 'DeviceManagementRBAC.Read.All'],
  ['audit', 'DeviceManagementApps.Read.All'],
  ['deviceMemberOf', 'Device.Read.All'],
  ['device', 'DeviceManagementManagedDevices.Read.All'],
  // Rows ask together for what single reads of these areas ask.
  ['batch', 'DeviceManagementManagedDevices.Read.All'],
]

/**
 * The permission that a call needs: that of its area, for reading and changing alike, so that nobody is sent to Microsoft in the
 * middle of a decision. With `read` the console never asks for a permission to write.
 */
export const scopeOf = (name: EndpointName, access: Access): GraphScope => {
  const found =
    areas.find(([beginning]) => name.startsWith(beginning))?.[1] ??
    'DeviceManagementConfiguration.ReadWrite.All'
  return access === 'read' ? (readOnly[found] ?? found) : found
}
