import { describe, expect, it } from 'vitest'

import { keepingSearch, paths } from './paths.ts'

const id = '3f6c/?#é'
const encoded = encodeURIComponent(id)

describe('paths', () => {
  it('are these and no others', () => {
    expect([
      paths.home(),
      paths.signIn(),
      paths.signIn('/epm/policies?search=a&b'),
      paths.overview(),
      paths.reports(),
      paths.report('elevations-by-publisher'),
      paths.elevations(),
      paths.elevations({ type: 'unmanagedElevation', hash: 'AB', from: '2026-11-18' }),
      paths.aggregatedReport('users', { state: 'unmanaged', search: undefined }),
      paths.userApplications('AzureAD\\Ann', { from: '2026-11-18', to: undefined }),
      paths.policies(),
      paths.policyNew('rules'),
      paths.policy(id),
      paths.reusableSettings(),
      paths.reusableSettingNew(),
      paths.reusableSetting(id),
      paths.elevationRequests(),
      paths.elevationRequest(id),
      paths.elevationRequestAction(id, 'approve'),
      paths.evaluator(),
      paths.privilegedAccess('requests'),
      paths.accessRequestNew({ type: 'task', access: 'New-MoveRequest' }),
      paths.auditLogs(),
      paths.auditLogsOf('a b'),
      paths.auditEvent(id),
      paths.roles(),
      paths.devices(),
      paths.device(id),
    ]).toEqual([
      '/',
      '/sign-in',
      '/sign-in?returnTo=%2Fepm%2Fpolicies%3Fsearch%3Da%26b',
      '/epm/overview',
      '/epm/reports',
      '/epm/reports/elevations-by-publisher',
      '/epm/reports/elevations',
      '/epm/reports/elevations?type=unmanagedElevation&hash=AB&from=2026-11-18',
      '/epm/reports/users?state=unmanaged',
      '/epm/reports/users/applications?user=AzureAD%5CAnn&from=2026-11-18',
      '/epm/policies',
      '/epm/policies/new/elevation-rules',
      `/epm/policies/${encoded}`,
      '/epm/reusable-settings',
      '/epm/reusable-settings/new',
      `/epm/reusable-settings/${encoded}`,
      '/epm/elevation-requests',
      `/epm/elevation-requests/${encoded}`,
      `/epm/elevation-requests/${encoded}/approve`,
      '/epm/evaluator',
      '/privileged-access/requests',
      '/privileged-access/requests/new?type=task&access=New-MoveRequest',
      '/audit-logs',
      '/audit-logs?object=a+b&range=all',
      `/audit-logs/${encoded}`,
      '/roles',
      '/devices',
      `/devices/${encoded}`,
    ])
  })

  it('keep the filter of the list', () => {
    expect(keepingSearch('/devices/1', '?search=a')).toBe('/devices/1?search=a')
    expect(keepingSearch('/devices/1', '')).toBe('/devices/1')
  })
})
