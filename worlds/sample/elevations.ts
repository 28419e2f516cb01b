import type { Elevation } from '#contract/elevations.ts'
import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { deniedResult } from '#domain/elevations/reported-type.ts'
import { ruleIdOf } from '#domain/rules/rule-id.ts'

import { fileHashOf, uuidOf } from '../ids.ts'
import { createRandom, type Random } from '../random.ts'
import { hour, minute } from '../time.ts'
import {
  childFiles,
  runAsAdministratorFiles,
  systemFiles,
  type BackgroundFile,
} from './background-files.ts'
import type { SampleDevice } from './devices.ts'
import { pathOf } from './file.ts'
import { managedRuns, type ManagedRun } from './managed-runs.ts'
import { anyMoment, thirtyDays, workingMoment } from './moments.ts'
import type { RulesPolicy } from './policies/sample-policies.ts'
import { reasons } from './reasons.ts'
import { employees, type Employee } from './users.ts'

/** Ids are given at the end, by place in time. */
const id = ''
type Place = { deviceId: string; deviceName: string; upn: string; userType: Elevation['userType'] }

const baseCount = 4_450
const written = reasons.filter(([text]) => text !== '')

// Installers end with more than 0 and 1: cancelled, fatal, already running, restart needed, interrupted.
const exitCodes = [
  [0, 930],
  [1, 14],
  [1602, 12],
  [1603, 10],
  [1618, 4],
  [3010, 22],
  [-1073741510, 3],
] as const

const backgroundRun = (file: BackgroundFile, place: Place, at: number): Elevation => ({
  id,
  ...place,
  eventDateTime: new Date(at).toISOString(),
  elevationType: 'unmanagedElevation',
  filePath: file.path,
  productName: file.product,
  companyName: file.company,
  fileVersion: file.version,
  justification: null,
  hash: file.hash,
  internalName: file.path.replace(/^.*\\/, ''),
  fileDescription: file.description,
  certificatePayload: file.company === '' ? null : fileHashOf(`certificate ${file.company}`),
  result: 0,
  processType: 'parent',
  ruleId: null,
  parentProcessName: file.parent,
  policyId: null,
  policyName: null,
  systemInitiatedElevation: false,
})

const managedRun = (
  run: ManagedRun,
  place: Place,
  alias: string,
  at: number,
  random: Random,
): Elevation => ({
  id,
  ...place,
  eventDateTime: new Date(at).toISOString(),
  elevationType: run.elevationType,
  filePath: pathOf(run.file, alias),
  productName: run.file.product,
  companyName: run.file.signer?.company ?? '',
  fileVersion: run.file.version,
  justification:
    run.rule.validation.includes('businessJustification') ||
    run.rule.elevationType === 'supportApproved'
      ? random.weighted(written)
      : null,
  hash: run.file.hash,
  internalName: run.file.internalName,
  fileDescription: run.file.description,
  certificatePayload: run.file.signer ? fileHashOf(`certificate ${run.file.signer.company}`) : null,
  result: run.rule.elevationType === 'deny' ? deniedResult : random.weighted(exitCodes),
  processType: 'parent',
  ruleId: ruleIdOf(run.policy.id, run.rule.name),
  parentProcessName: run.file.name.endsWith('.ps1') ? 'pwsh.exe' : 'explorer.exe',
  policyId: run.policy.id,
  policyName: run.policy.name,
  systemInitiatedElevation: false,
})

/** What a managed process starts below itself; the child carries the parent's rule. */
const childRun = (parent: Elevation, random: Random): Elevation => {
  const file = random.weighted(childFiles.map((each) => [each, each.weight] as const))
  return {
    ...backgroundRun(
      { ...file, parent: (parent.filePath ?? '').replace(/^.*\\/, '') },
      {
        deviceId: parent.deviceId ?? '',
        deviceName: parent.deviceName ?? '',
        upn: parent.upn ?? '',
        userType: parent.userType,
      },
      Date.parse(parent.eventDateTime) + random.whole(300, 20_000),
    ),
    elevationType: parent.elevationType,
    processType: 'child',
    ruleId: parent.ruleId,
    policyId: parent.policyId,
    policyName: parent.policyName,
  }
}

/** The runs that turned approved requests into completed ones, inside their 24 hours. */
const approvedRuns = (requests: readonly ElevationRequest[]): Elevation[] =>
  requests
    .filter((request) => request.status === 'completed')
    .map((request) => ({
      id,
      deviceId: request.requestedOnDeviceId,
      deviceName: request.deviceName,
      upn: request.requestedByUserPrincipalName,
      userType: 'azureAd',
      eventDateTime: request.requestLastModifiedDateTime,
      elevationType: 'supportApprovedElevation',
      filePath: request.applicationDetail?.filePath,
      productName: request.applicationDetail?.productName,
      companyName: null,
      fileVersion: request.applicationDetail?.productVersion,
      justification: request.requestJustification,
      hash: request.applicationDetail?.fileHash,
      internalName: request.applicationDetail?.productInternalName,
      fileDescription: request.applicationDetail?.fileDescription,
      certificatePayload: null,
      result: 0,
      processType: 'parent',
      ruleId: null,
      parentProcessName: 'explorer.exe',
      policyId: null,
      policyName: null,
      systemInitiatedElevation: false,
    }))

/**
 * About 5,000 elevations of 30 days, oldest first: rule-driven ones with their children, Run as administrator by a few
 * people, and what the system starts by itself. A few users, devices and files make most of them.
 */
export const sampleElevations = (
  at: Date,
  devices: readonly SampleDevice[],
  policies: readonly RulesPolicy[],
  requests: readonly ElevationRequest[],
): Elevation[] => {
  const random = createRandom('sample elevations')
  const newest = at.getTime() - 2 * minute
  const oldest = at.getTime() - thirtyDays + hour
  const runs = managedRuns(policies).map((run) => [run, run.weight] as const)
  const rank = new Map(
    employees
      .map((employee) => [employee.id, random.next()] as const)
      .toSorted(([, one], [, other]) => one - other)
      .map(([id], index) => [id, 1 / (index + 1.8)] as const),
  )
  const weightOf = (employee: Employee) => rank.get(employee.id) ?? 0
  const ofDepartment = (department: ManagedRun['department']) =>
    employees
      .filter((employee) => department === null || employee.department === department)
      .map((employee) => [employee, weightOf(employee)] as const)
  const deviceByUser = new Map(devices.map((device) => [device.userId, device]))
  const placeOf = (employee: Employee): Place => {
    const device = deviceByUser.get(employee.id) ?? random.pick(devices)
    return {
      deviceId: device.id,
      deviceName: device.deviceName,
      upn: employee.userPrincipalName,
      userType: device.joinType === 'hybridAzureADJoined' ? 'hybrid' : 'azureAd',
    }
  }
  const weighted = (files: readonly BackgroundFile[]) =>
    random.weighted(files.map((file) => [file, file.weight] as const))
  const person = (employee: Employee) => workingMoment(random, employee.site, oldest, newest)

  const drafts = Array.from({ length: baseCount }, (): Elevation[] => {
    const kind = random.weighted([
      ['managed', 50],
      ['runAsAdministrator', 27],
      ['system', 23],
    ] as const)
    if (kind === 'system') {
      const device = random.pick(devices)
      const place = {
        deviceId: device.id,
        deviceName: device.deviceName,
        upn: 'NT AUTHORITY\\SYSTEM',
        userType: 'local',
      } as const
      const run = backgroundRun(weighted(systemFiles), place, anyMoment(random, oldest, newest))
      return [{ ...run, systemInitiatedElevation: true }]
    }
    if (kind === 'runAsAdministrator') {
      const employee = random.weighted(ofDepartment(random.chance(0.7) ? 'IT Support' : null))
      const place = placeOf(employee)
      const local = random.chance(0.12)
      return [
        backgroundRun(
          weighted(runAsAdministratorFiles),
          local
            ? {
                ...place,
                upn: `AzureAD\\${employee.displayName.replaceAll(' ', '')}`,
                userType: 'local',
              }
            : place,
          person(employee),
        ),
      ]
    }
    const run = random.weighted(runs)
    const employee = random.weighted(ofDepartment(run.department))
    const parent = managedRun(run, placeOf(employee), employee.alias, person(employee), random)
    const spawns =
      run.rule.childProcessBehavior === 'allowAll' && run.elevationType !== 'undetermined'
    const children = spawns && random.chance(0.8) ? random.whole(1, 3) : 0
    return [parent, ...Array.from({ length: children }, () => childRun(parent, random))]
  }).flat()
  return [...drafts, ...approvedRuns(requests)]
    .toSorted((one, other) => one.eventDateTime.localeCompare(other.eventDateTime))
    .map((elevation, index) => ({ ...elevation, id: uuidOf(`elevation ${index}`) }))
}
