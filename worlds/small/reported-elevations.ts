import type { Elevation } from '#contract/elevations.ts'
import { ruleIdOf } from '#domain/rules/rule-id.ts'

import { fileHashOf, uuidOf } from '../ids.ts'
import { before, day, hour, minute } from '../time.ts'
import type { World } from '../world.ts'
import { requesters, threePending } from './three-pending.ts'

/** The small tenant with eight reported elevations, one of each kind that the reports tell apart; newest first. */
export const reportedElevations = (at: Date): World => {
  const world = threePending(at)
  const [amelia, jonas] = requesters
  const policy = world.policies.find(({ name }) => name === 'Developer tools')
  const run = (
    number: number,
    [person, age]: readonly [(typeof requesters)[number], number],
    change: Partial<Elevation>,
  ): Elevation => {
    const device = world.devices.find((each) => each.userId === person.id)
    return {
      id: uuidOf(`small elevation ${number}`),
      deviceId: device?.id ?? null,
      deviceName: device?.deviceName ?? null,
      eventDateTime: before(at, age),
      elevationType: 'unmanagedElevation',
      filePath: 'C:\\Program Files\\Contoso\\report-tool-1.exe',
      upn: person.userPrincipalName,
      userType: 'azureAd',
      productName: 'Report Tool',
      companyName: 'Contoso Instruments',
      fileVersion: '1.0.0.0',
      justification: null,
      hash: fileHashOf('report-tool-1'),
      internalName: 'report-tool',
      fileDescription: 'Makes reports',
      certificatePayload: fileHashOf('certificate Contoso Instruments'),
      result: 0,
      processType: 'parent',
      ruleId: null,
      parentProcessName: 'explorer.exe',
      policyId: null,
      policyName: null,
      systemInitiatedElevation: false,
      ...change,
    }
  }
  const managed = (rule: string): Partial<Elevation> => ({
    ruleId: ruleIdOf(policy?.id ?? '', rule),
    policyId: policy?.id ?? '',
    policyName: policy?.name ?? '',
  })
  return {
    ...world,
    name: 'reported-elevations',
    elevations: [
      run(1, [amelia, 10 * minute], {}),
      run(2, [jonas, hour], {
        filePath: 'C:\\Program Files\\Contoso\\report-tool-2.exe',
        hash: fileHashOf('report-tool-2'),
        fileVersion: '2.0.0.0',
      }),
      run(3, [amelia, 2 * hour], {
        ...managed('Serial flasher, exact file'),
        elevationType: 'userConfirmedElevation',
        filePath: 'C:\\Users\\amelia.ward\\Downloads\\serial-flasher.exe',
        hash: fileHashOf('serial-flasher.exe'),
        companyName: 'Fabrikam',
        certificatePayload: fileHashOf('certificate Fabrikam'),
        justification: 'Flashing the new board',
        result: 1602,
      }),
      run(4, [jonas, 3 * hour], {
        ...managed('A rule that is gone'),
        elevationType: 'undetermined',
        filePath: 'C:\\Windows\\regedit.exe',
        hash: fileHashOf('regedit.exe'),
        companyName: 'Microsoft Corporation',
        certificatePayload: fileHashOf('certificate Microsoft'),
        result: 5,
      }),
      run(5, [jonas, 5 * hour], {
        policyId: uuidOf('a policy that is gone'),
        policyName: 'Old policy',
        elevationType: 'zeroTouchElevation',
        filePath: 'C:\\Tools\\setup.msi',
        hash: fileHashOf('setup.msi'),
        companyName: '',
        certificatePayload: null,
        result: 3010,
      }),
      run(6, [amelia, 2 * day], {
        upn: 'NT AUTHORITY\\SYSTEM',
        userType: 'local',
        filePath: 'C:\\Windows\\System32\\conhost.exe',
        hash: fileHashOf('conhost.exe'),
        companyName: 'Microsoft Corporation',
        systemInitiatedElevation: true,
      }),
      run(7, [amelia, 3 * day], {
        filePath: 'C:\\Users\\amelia.ward\\Downloads\\invoice_\u202Efdp.exe',
        hash: fileHashOf('invoice'),
        companyName: '<img src=x>',
        certificatePayload: null,
        parentProcessName: 'svch0st.exe',
        processType: 'child',
      }),
      run(8, [jonas, 20 * day], {}),
    ],
  }
}
