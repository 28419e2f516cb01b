import type { ManagedDevice } from '#contract/directory.ts'
import { pendingLifetimeMs } from '#domain/elevation-request/life-cycle.ts'
import { newRulesPolicySettings } from '#domain/rules/write-rules.ts'

import { applicationDetail } from '../application-detail.ts'
import { emptyWorld } from '../empty.ts'
import { uuidOf } from '../ids.ts'
import { peopleRoleAssignments, peopleUsers, samplePeople, userOf } from '../people.ts'
import { roleDefinitions } from '../roles.ts'
import type { SampleFile } from '../sample/file.ts'
import { enabledClientSettings } from '../sample/policies/client-settings.ts'
import { allDevices, include, policyOf } from '../sample/policies/policy.ts'
import { exactly, rule } from '../sample/policies/rules.ts'
import { requestedFile } from '../sample/requested-files.ts'
import { before, day, hour, minute } from '../time.ts'
import type { World } from '../world.ts'

type Requester = { id: string; userPrincipalName: string; displayName: string }

/** The two people of the small worlds who ask for elevations. */
export const requesters = [
  userOf('amelia.ward', 'Amelia Ward', 'Firmware engineer', 'Engineering'),
  userOf('jonas.brandt', 'Jonas Brandt', 'Software engineer', 'Engineering'),
] as const

const deviceOf = (
  at: Date,
  deviceName: string,
  user: Requester,
  complianceState: ManagedDevice['complianceState'],
): ManagedDevice & { id: string; deviceName: string } => ({
  id: uuidOf(`device ${deviceName}`),
  deviceName,
  userId: user.id,
  userPrincipalName: user.userPrincipalName,
  userDisplayName: user.displayName,
  azureADDeviceId: uuidOf(`directory device ${deviceName}`),
  operatingSystem: 'Windows',
  osVersion: '10.0.26100.6899',
  complianceState,
  lastSyncDateTime: before(at, 20 * minute),
  enrolledDateTime: before(at, 90 * day),
  managementAgent: 'mdm',
  model: 'Latitude 5450',
  manufacturer: 'Dell Inc.',
  serialNumber: uuidOf(`serial ${deviceName}`).slice(0, 7).toUpperCase(),
  joinType: 'azureADJoined',
  roleScopeTagIds: ['0'],
})

/** A pending request of the small worlds; `number` makes its id. */
export const pendingRequest = (
  world: Pick<World, 'at' | 'devices'>,
  facts: { number: number; requester: Requester; file: SampleFile; reason: string; age: number },
): World['elevationRequests'][number] => {
  const device = world.devices.find((each) => each.userId === facts.requester.id)
  const created = world.at.getTime() - facts.age
  return {
    id: uuidOf(`small elevation request ${facts.number}`),
    requestedByUserId: facts.requester.id,
    requestedByUserPrincipalName: facts.requester.userPrincipalName,
    requestedOnDeviceId: device?.id ?? null,
    deviceName: device?.deviceName ?? null,
    requestCreatedDateTime: new Date(created).toISOString(),
    requestLastModifiedDateTime: new Date(created).toISOString(),
    requestJustification: facts.reason,
    applicationDetail: applicationDetail(
      facts.file,
      facts.requester.userPrincipalName.replace(/@.*$/, ''),
    ),
    status: 'pending',
    reviewCompletedByUserId: null,
    reviewCompletedByUserPrincipalName: null,
    reviewCompletedDateTime: null,
    requestExpiryDateTime: new Date(created + pendingLifetimeMs).toISOString(),
    reviewerJustification: null,
  }
}

const engineering = uuidOf('group Engineering')

/** The sample people, two devices, one group and one policy of each kind; no requests and no elevations yet. */
export const smallTenant = (at: Date): World => {
  const [amelia, jonas] = requesters
  return {
    ...emptyWorld(at),
    name: 'small',
    users: [...peopleUsers, ...requesters],
    groups: [
      {
        id: engineering,
        displayName: 'Engineering',
        description: 'Everyone who builds or tests our products',
        securityEnabled: true,
        groupTypes: [],
        membershipRule: null,
        memberIds: [amelia.id, jonas.id],
      },
    ],
    devices: [
      deviceOf(at, 'LON-LT-0210', amelia, 'compliant'),
      deviceOf(at, 'BER-LT-0217', jonas, 'noncompliant'),
    ],
    policies: [
      policyOf('settings', at, {
        name: 'EPM client: support approval',
        description: 'Turns EPM on',
        createdDaysAgo: 60,
        changedDaysAgo: 60,
        roleScopeTagIds: ['0'],
        targets: [allDevices],
        settings: enabledClientSettings('supportApproval', 'all'),
      }),
      policyOf('rules', at, {
        name: 'Developer tools',
        description: 'Tools of Engineering',
        createdDaysAgo: 30,
        changedDaysAgo: 2,
        roleScopeTagIds: ['0'],
        targets: [include(engineering)],
        settings: newRulesPolicySettings([
          rule({ name: 'Serial flasher, exact file', ...exactly('serial-flasher.exe') }),
          rule({
            name: 'Packet capture',
            elevationType: 'supportApproved',
            ...exactly('network-capture.exe'),
          }),
        ]),
      }),
    ],
    roleDefinitions: [...roleDefinitions],
    roleAssignments: [...peopleRoleAssignments],
    samplePeople: [...samplePeople],
  }
}

/** Three requests to decide: a signed installer, a script of our own and an unsigned tool. */
export const threePending = (at: Date): World => {
  const world = { ...smallTenant(at), name: 'three-pending' }
  const [amelia, jonas] = requesters
  return {
    ...world,
    elevationRequests: [
      pendingRequest(world, {
        number: 1,
        requester: amelia,
        file: requestedFile('FabrikamStudioSetup-x64-8.4.1.exe'),
        reason: 'Need the new version for the Halden project.',
        age: 12 * minute,
      }),
      pendingRequest(world, {
        number: 2,
        requester: jonas,
        file: requestedFile('Set-LabNetwork.ps1'),
        reason: 'Moving the test rig to line 2.',
        age: 3 * hour,
      }),
      pendingRequest(world, {
        number: 3,
        requester: jonas,
        file: requestedFile('db-migrate.exe'),
        reason: '',
        age: 6 * day + 22 * hour,
      }),
    ],
  }
}
