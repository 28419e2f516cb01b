import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import type { ResourceAction } from '#contract/rights.ts'
import type { EndpointName } from '#contract/endpoints.ts'
import { qAllowing } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { TextLink } from '#src/ui/TextLink.tsx'

const useStyles = makeStyles({ gone: { color: tokens.colorNeutralForeground3 } })

type ById = Extract<
  EndpointName,
  | 'elevationRequestGet'
  | 'policyGet'
  | 'reusableSettingGet'
  | 'deviceGet'
  | 'roleDefinitionGet'
  | 'roleAssignmentGet'
  | 'scopeTagGet'
  | 'pamRequestGet'
>
/** Without a right everybody may ask, and finds what is theirs to see. */
type Place = { right: ResourceAction | null; read: ById; to: (id: string) => string; what: string }

const accessRequest: Place = {
  right: null,
  read: 'pamRequestGet',
  to: paths.accessRequest,
  what: 'request',
}

/** Objects that have a page, by what the record calls them. */
const places: Record<string, Place> = {
  ElevationRequest: {
    right: 'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
    read: 'elevationRequestGet',
    to: paths.elevationRequest,
    what: 'request',
  },
  DeviceManagementConfigurationPolicy: {
    right: 'Microsoft.Intune_EpmPolicy_Read',
    read: 'policyGet',
    to: paths.policy,
    what: 'policy',
  },
  DeviceManagementReusablePolicySetting: {
    right: 'Microsoft.Intune_EpmPolicy_Read',
    read: 'reusableSettingGet',
    to: paths.reusableSetting,
    what: 'reusable setting',
  },
  ManagedDevice: {
    right: 'Microsoft.Intune_ManagedDevices_Read',
    read: 'deviceGet',
    to: paths.device,
    what: 'device',
  },
  ElevatedAccessRequest: accessRequest,
  CustomerLockboxRequest: accessRequest,
  RoleDefinition: {
    right: 'Microsoft.Intune_Roles_Read',
    read: 'roleDefinitionGet',
    to: paths.role,
    what: 'role',
  },
  RoleAssignment: {
    right: 'Microsoft.Intune_Roles_Read',
    read: 'roleAssignmentGet',
    to: paths.roleAssignment,
    what: 'role assignment',
  },
  RoleScopeTag: {
    right: 'Microsoft.Intune_Roles_Read',
    read: 'scopeTagGet',
    to: paths.scopeTag,
    what: 'scope tag',
  },
}

type Props = { type: string | null; id: string | null; children: ReactNode }

/**
 * The name of a target, as a link to what it is now. Nothing is asked for that this person may not read: every refusal would
 * be a record of its own.
 */
export const TargetLink = ({ type, id, children }: Props) => {
  const rights = useRights()
  const place = type !== null && Object.hasOwn(places, type) ? places[type] : undefined
  if (place === undefined || id === null) return children
  if (place.right !== null && !rights.can(place.right)) return children
  return (
    <Found place={place} id={id}>
      {children}
    </Found>
  )
}

const Found = ({ place, id, children }: { place: Place; id: string; children: ReactNode }) => {
  const styles = useStyles()
  const { data } = useQuery({
    ...qAllowing(
      place.read,
      { path: { id } },
      { statuses: [403, 404], why: 'records outlive what they tell of' },
    ),
    staleTime: 60_000,
  })
  if (data === undefined) return children
  if (data.ok)
    return (
      <>
        {children} <TextLink to={place.to(id)}>Open the {place.what}</TextLink>
      </>
    )
  return (
    <>
      {children}{' '}
      <span className={styles.gone}>It is not there any more, or out of your scope.</span>
    </>
  )
}
