import type { QueryClient } from '@tanstack/react-query'

import { apiBase } from '#contract/endpoint.ts'
import type { EndpointName } from '#contract/endpoints.ts'
import { ChangeNotice } from '#contract/epm.ts'
import { firstEndpoints } from '#contract/first-endpoints.ts'

import { hasNotices } from './api.ts'
import { invalidateEndpoints } from './queries.ts'

type KnownEntity =
  | 'elevationRequests'
  | 'privilegeManagementElevations'
  | 'configurationPolicies'
  | 'reusablePolicySettings'
  | 'auditEvents'
  | 'managedDevices'
  | 'roles'
  | 'pamRequests'
  | 'pamPolicies'
  | 'pamSettings'

/** What has to be read again when an entity changes. */
const readFrom: Record<KnownEntity, readonly EndpointName[]> = {
  elevationRequests: [
    'elevationRequestList',
    'elevationRequestCount',
    'elevationRequestGet',
    'elevationRequestGetAll',
  ],
  privilegeManagementElevations: ['elevationList', 'elevationCount', 'elevationGet'],
  configurationPolicies: [
    'policyList',
    'policyGet',
    'policySettingList',
    'policyAssignmentList',
    'reusableSettingPolicyList',
  ],
  reusablePolicySettings: [
    'reusableSettingList',
    'reusableSettingGet',
    'reusableSettingPolicyList',
  ],
  auditEvents: ['auditEventList', 'auditEventGet'],
  managedDevices: ['deviceList', 'deviceGet'],
  // Roles, assignments and scope tags alike: what one may do oneself may be another thing now.
  roles: [
    'effectivePermissions',
    'roleDefinitionList',
    'roleDefinitionGet',
    'roleDefinitionAssignmentList',
    'roleAssignmentList',
    'roleAssignmentGet',
    'userRights',
    'myRights',
    'scopeTagList',
    'scopeTagGet',
    'scopeTagAssignmentList',
  ],
  pamRequests: ['pamRequestList', 'pamRequestGet', 'pamRequestExecutions'],
  pamPolicies: ['pamPolicyList', 'pamSettingsGet'],
  pamSettings: ['pamSettingsGet', 'pamGroupList'],
}

const everything = [...new Set(Object.values(readFrom).flat())]
const gather = 250
const pollEvery = 30_000

/**
 * Listens for change notices and re-reads what is on screen; without the stream it polls while the tab is visible.
 * Call the returned function to stop.
 */
export const listenForChanges = (client: QueryClient): (() => void) => {
  const waiting = new Set<EndpointName>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let open = false
  let opened = false

  const flush = () => {
    timer = undefined
    const names = [...waiting]
    waiting.clear()
    void invalidateEndpoints(client, names)
  }
  const changed = (names: readonly EndpointName[]) => {
    for (const name of names) waiting.add(name)
    // A burst of notices is one re-read.
    timer ??= setTimeout(flush, gather)
  }

  const source = hasNotices() ? new EventSource(apiBase + firstEndpoints.changeNotices.path) : null
  source?.addEventListener('open', () => {
    open = true
    // Notices of the time without a connection are lost.
    if (opened) changed(everything)
    opened = true
  })
  source?.addEventListener('error', () => {
    open = false
  })
  source?.addEventListener('message', (event: MessageEvent<string>) => {
    const notice = ChangeNotice.safeParse(parse(event.data))
    if (notice.success) changed(readFrom[notice.data.entity])
  })
  const poll = setInterval(() => {
    if (!open && document.visibilityState === 'visible') changed(everything)
  }, pollEvery)

  return () => {
    source?.close()
    clearInterval(poll)
    clearTimeout(timer)
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
