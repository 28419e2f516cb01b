import type { EndpointName } from '#contract/endpoints.ts'
import { certificateFileDefinitionId } from '#contract/reusable-settings.ts'
import { contosoAuthority } from '#worlds/sample/certificates/fictional-certificates.ts'

import { hash, policyBody } from '../http/handlers/tenant.spec-helper.ts'
import { auditRows } from './audit-rows.spec-helper.ts'
import { holds } from './people.spec-helper.ts'
import { pamRows } from './pam-rows.spec-helper.ts'
import { roleRows } from './role-rows.spec-helper.ts'
import {
  alone,
  change,
  hidden,
  one,
  plain,
  shownAs,
  signedIn,
  version1,
  type Cell,
  type Row,
} from './row.spec-helper.ts'
import { employeeUpn, fileKey, guid, idOf, keyOf, ownerOf, places } from './world.spec-helper.ts'

const view = 'EpmPolicy_ViewElevationRequests'
const modify = 'EpmPolicy_ModifyElevationRequests'
const reports = 'EpmPolicy_ViewReports'
const read = 'EpmPolicy_Read'
const create = 'EpmPolicy_Create'
const update = 'EpmPolicy_Update'
const device = 'a device'

const elevationBody = {
  eventDateTime: '2026-05-04T08:50:00Z',
  elevationType: 'unmanagedElevation',
  filePath: 'C:\\Tools\\tool.exe',
  upn: employeeUpn,
  userType: 'azureAd',
  hash,
  result: 0,
  processType: 'parent',
}
const certificate = (value: string) => ({
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
  settingDefinitionId: certificateFileDefinitionId,
  simpleSettingValue: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationStringSettingValue',
    value,
  },
})
const settingBody = {
  displayName: 'Another signer',
  settingDefinitionId: certificateFileDefinitionId,
  settingInstance: certificate(contosoAuthority),
}
/** The same certificate, spelled so that it counts as another text. */
const replaced = { settingInstance: certificate(`${contosoAuthority}\n`) }
const inScopeCount = String(places.filter(({ scope }) => scope === 'in').length)
const ofPolicy = (cell: Cell) => ({ filter: `PolicyId eq '${idOf('policy', cell.place)}'` })
const job = ({ place }: Cell) => `EpmAggregationReportByUser_${idOf('job', place)}`
const copy = { displayName: 'Copy' }

const requestRows = {
  elevationRequestList: { needs: view, ...shownAs('request pending'), ...plain() },
  elevationRequestCount: {
    needs: view,
    shows: () => ({ text: inScopeCount, out: inScopeCount }),
    ...plain({ query: "?$filter=status eq 'pending'" }),
  },
  elevationRequestGet: { needs: view, ...hidden, ...one('request pending') },
  elevationRequestGetAll: { needs: view, ...hidden, ...one('request pending') },
  elevationRequestCreate: {
    needs: device,
    ...change,
    ...plain({
      body: {
        requestedByUserPrincipalName: employeeUpn,
        applicationDetail: { fileHash: hash, fileName: 'Setup.exe' },
      },
    }),
  },
  /** Nobody approves their own request, whatever their role (R7); refusing or taking back one's own only takes away. */
  elevationRequestApprove: {
    needs: modify,
    ...change,
    ...hidden,
    rule: ({ place }) => (place.owner === 'own' ? 403 : null),
    ...one('request pending', { body: { reviewerJustification: 'Known' }, headers: version1 }),
  },
  elevationRequestDeny: {
    needs: modify,
    ...change,
    ...hidden,
    ...one('request pending', { body: {}, headers: version1 }),
  },
  elevationRequestRevoke: {
    needs: modify,
    ...change,
    ...hidden,
    ...one('request approved', { body: {}, headers: version1 }),
  },
} satisfies Partial<Record<EndpointName, Row>>

const elevationRows = {
  elevationList: { needs: reports, ...shownAs('elevation'), ...plain() },
  elevationCount: {
    needs: reports,
    shows: () => ({ text: inScopeCount, out: inScopeCount }),
    ...plain(),
  },
  elevationGet: { needs: reports, ...hidden, ...one('elevation') },
  elevationCreate: { needs: device, ...change, ...plain({ body: elevationBody }) },
  elevationCreateMany: {
    needs: device,
    ...change,
    ...plain({ body: { value: [{ ...elevationBody, id: guid('event') }] } }),
  },
  deviceCheckIn: { needs: device, ...change, ...plain() },
  exportJobCreate: {
    needs: reports,
    ...plain({ body: { reportName: 'EpmAggregationReportByUser' } }),
  },
  exportJobGet: {
    needs: reports,
    rule: ({ place }) => (place.owner === 'own' ? null : 404),
    call: (cell) => ({ params: { id: job(cell) } }),
  },
  /** Whoever has the address gets the file, as long as the one who asked for it may read reports, of that scope. */
  exportFile: {
    needs: 'anyone',
    ...alone,
    rule: ({ principal, place, needs }) => {
      const owner = ownerOf(principal, place)
      if (place.scope === 'out') return 404
      return owner === 'expired session' || holds(owner, reports, needs) ? null : 404
    },
    call: (cell) => ({ params: { id: job(cell) }, query: `?sig=${fileKey}` }),
  },
} satisfies Partial<Record<EndpointName, Row>>

const policyRows = {
  policyList: { needs: read, ...shownAs('policy'), ...plain() },
  policyGet: { needs: read, ...hidden, ...one('policy') },
  policySettingList: { needs: read, ...hidden, ...one('policy') },
  policyAssignmentList: { needs: read, ...hidden, ...one('policy') },
  policyCreate: { needs: create, ...change, ...plain({ body: policyBody() }) },
  policyReplace: {
    needs: update,
    ...change,
    ...hidden,
    ...one('policy', { body: policyBody(), headers: version1 }),
  },
  policyUpdate: {
    needs: update,
    ...change,
    ...hidden,
    ...one('policy', { body: { name: 'Other name' }, headers: version1 }),
  },
  policyDelete: {
    needs: 'EpmPolicy_Delete',
    ...change,
    ...hidden,
    ...one('policy', { headers: version1 }),
  },
  policyCreateCopy: { needs: create, ...change, ...hidden, ...one('policy', { body: copy }) },
  policyAssign: {
    needs: 'EpmPolicy_Assign',
    ...change,
    ...hidden,
    ...one('policy', {
      body: {
        assignments: [{ target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }],
      },
      headers: version1,
    }),
  },
  policyDevicesReport: {
    needs: read,
    shows: ({ place }) => ({ text: `LAP-${keyOf(place)}`, out: '"TotalRowCount":0' }),
    call: (cell) => ({ body: ofPolicy(cell) }),
  },
  policyDeviceSummaryReport: {
    needs: read,
    shows: () => ({ text: '[[1,0,0,0,0,0]]', out: '[[0,0,0,0,0,0]]' }),
    call: (cell) => ({ body: ofPolicy(cell) }),
  },
  policyVersionList: { needs: read, ...hidden, ...one('policy') },
  policyVersionGet: {
    needs: read,
    ...hidden,
    call: ({ place }) => ({ params: { id: idOf('policy', place), version: '1' } }),
  },
  policyVersionRestore: {
    needs: update,
    ...change,
    ...hidden,
    call: ({ place }) => ({
      params: { id: idOf('policy', place), version: '0' },
      headers: version1,
    }),
  },
  /** Importing needs to read policies, and for a document that is new the right to create it. */
  import: {
    needs: read,
    ...change,
    rule: ({ principal, needs }) => (holds(principal, create, needs) ? null : 403),
    ...plain({ body: { dryRun: false, documents: [policyBody()] } }),
  },
} satisfies Partial<Record<EndpointName, Row>>

const otherRows = {
  reusableSettingList: { needs: read, ...plain() },
  reusableSettingGet: { needs: read, ...one('setting') },
  reusableSettingPolicyList: { needs: read, ...shownAs('policy'), ...one('setting') },
  reusableSettingCreate: { needs: create, ...change, ...plain({ body: settingBody }) },
  /** Nobody replaces the certificate in rules they may not even see. */
  reusableSettingUpdate: {
    needs: update,
    ...change,
    rule: ({ place }) => (place.scope === 'in' ? null : 403),
    ...one('setting', { body: replaced, headers: version1 }),
  },
  reusableSettingDelete: {
    needs: 'EpmPolicy_Delete',
    ...change,
    ...plain({ params: { id: guid('free setting') }, headers: version1 }),
  },
  assignmentFilterList: { needs: read, ...plain() },

  groupList: { needs: signedIn, ...plain() },
  groupGet: { needs: signedIn, ...plain({ params: { id: guid('group') } }) },
  userList: { needs: signedIn, ...plain() },
  userGet: { needs: signedIn, ...plain({ params: { id: employeeUpn } }) },
  me: { needs: signedIn, ...plain() },
  effectivePermissions: { needs: signedIn, ...plain() },
  changeNotices: { needs: signedIn, ...alone, ...plain() },

  deviceList: { needs: 'ManagedDevices_Read', ...shownAs('device'), ...plain() },
  deviceGet: { needs: 'ManagedDevices_Read', ...hidden, ...one('device') },
  userMemberOfList: { needs: 'ManagedDevices_Read', ...plain({ params: { id: employeeUpn } }) },
  deviceMemberOfList: { needs: 'ManagedDevices_Read', ...hidden, ...one('directory device') },
  auditEventList: { needs: 'Audit_Read', ...shownAs('device'), ...plain() },
  auditEventGet: { needs: 'Audit_Read', ...hidden, ...one('audit record') },

  batch: {
    ...alone,
    needs: 'a person or a device',
    ...plain({ body: { requests: [{ id: '1', method: 'GET', url: '/me' }] } }),
  },
  epmConfig: { needs: 'anyone', ...plain() },
  sampleSignIn: {
    needs: 'anyone',
    ...change,
    ...alone,
    ...plain({ body: { userPrincipalName: employeeUpn } }),
  },
  signOut: { needs: 'anyone', ...change, ...alone, ...plain() },
  signOutEverywhere: { needs: signedIn, ...change, ...alone, ...plain() },
  sessionList: { needs: signedIn, ...plain() },
  // Whose it is decides, not the scope: another person's session is not there.
  sessionEnd: {
    needs: signedIn,
    ...change,
    ...alone,
    rule: ({ place }) => (place.owner === 'own' ? null : 404),
    call: ({ principal, place }) => ({
      params: { id: guid(`session ${ownerOf(principal, place)}`) },
    }),
  },
  // The matrix signs nobody in at a provider, and nobody has a setup code.
  signInStart: { needs: 'anyone', ...alone, rule: () => 404, ...plain() },
  signInCallback: { needs: 'anyone', ...change, ...alone, rule: () => 404, ...plain() },
  setupAdministrator: {
    needs: signedIn,
    ...change,
    rule: () => 400,
    ...plain({ body: { code: 'AAAAA-AAAAA-AAAAA-AAAAA' } }),
  },
} satisfies Partial<Record<EndpointName, Row>>

/** One row for each endpoint: a route without one is a type error. */
export const rows: Record<EndpointName, Row> = {
  ...requestRows,
  ...elevationRows,
  ...policyRows,
  ...otherRows,
  ...roleRows,
  ...auditRows,
  ...pamRows,
}
