import { X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { ConfigurationPolicyBody, elevationRulesTemplateId } from '#contract/policies.ts'
import { approvalEndsAt, covers, decide, phase } from '#domain/elevation-request/life-cycle.ts'
import { readElevationSettings } from '#domain/rules/elevation-settings.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { validateRules } from '#domain/rules/validate.ts'

import { expectSoundWorld } from '../check-world.spec-helper.ts'
import { emptyWorld } from '../empty.ts'
import { sampleWorld } from './sample-world.ts'

const at = new Date('2026-11-18T14:37:12.345Z')
const world = sampleWorld(at)
const user = (alias: string) => {
  const found = world.users.find((each) => each.userPrincipalName === `${alias}@contoso.example`)
  if (!found) throw new Error(`no ${alias}`)
  return found
}
const tally = <T>(items: readonly T[], key: (item: T) => string): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1
  return counts
}

const knownName = (choice: string | object | null) =>
  typeof choice === 'string' ? choice : 'not known'

describe('the sample tenant', () => {
  it.each(['2026-11-18T14:37:12.345Z', '2028-02-29T00:00:00.000Z', '2025-06-29T23:59:59.999Z'])(
    'is sound and the same twice for %s',
    (instant) => {
      const once = sampleWorld(new Date(instant))
      expectSoundWorld(once)
      expect(sampleWorld(new Date(instant))).toEqual(once)
    },
  )

  it('has the people, machines and documents it promises', () => {
    expect(world.users).toHaveLength(51)
    expect(world.groups).toHaveLength(14)
    expect(world.devices).toHaveLength(60)
    expect(world.scopeTags.map((tag) => tag.displayName)).toEqual([
      'Default',
      'EMEA',
      'Americas',
      'Workshop',
    ])
    expect(world.policies).toHaveLength(6)
    expect(world.reusableSettings).toHaveLength(5)
    expect(world.elevationRequests).toHaveLength(180)
    expect(world.elevations.length).toBeGreaterThan(4_700)
    expect(world.elevations.length).toBeLessThan(5_300)
    const compliance = tally(world.devices, (device) => String(device.complianceState))
    expect(compliance['noncompliant']).toBeGreaterThan(2)
    expect(compliance['inGracePeriod']).toBeGreaterThan(1)
  })

  it('gives each sample person the rights of the role', () => {
    const rightsOf = (alias: string) =>
      world.roleAssignments
        .filter((assignment) => assignment.members.includes(user(alias).id))
        .flatMap((assignment) =>
          world.roleDefinitions
            .filter((role) => role.id === assignment.roleDefinitionId)
            .flatMap((role) => role.actions),
        )
        .map((action) => action.replace('Microsoft.Intune_', ''))
        .toSorted()
    expect(rightsOf('intune.admin')).toEqual(['*'])
    expect(rightsOf('no.role')).toEqual([])
    expect(rightsOf('epm.reader')).toEqual([
      'AdminTasks_Read',
      'EpmPolicy_Read',
      'EpmPolicy_ViewElevationRequests',
      'EpmPolicy_ViewReports',
      'ManagedDevices_Read',
      'Organization_Read',
    ])
    expect(rightsOf('requests.approver')).toEqual([
      'EpmPolicy_ModifyElevationRequests',
      'EpmPolicy_ViewElevationRequests',
      'ManagedDevices_Read',
    ])
    expect(rightsOf('policy.author')).toHaveLength(6)
    expect(rightsOf('epm.manager')).not.toContain('Audit_Read')
    expect(rightsOf('security.manager')).toContain('Audit_Read')
    expect(rightsOf('readonly.operator')).toContain('Audit_Read')
    expect(
      rightsOf('exchange.admin').every((action) => action.startsWith('Microsoft.Exchange_')),
    ).toBe(true)
    expect(rightsOf('role.admin').some((action) => action.startsWith('EpmPolicy'))).toBe(false)
    expect(world.samplePeople.map((person) => person.userPrincipalName)).toEqual(
      [
        'intune.admin',
        'epm.manager',
        'epm.reader',
        'security.manager',
        'readonly.operator',
        'requests.approver',
        'policy.author',
        'exchange.admin',
        'role.admin',
        'no.role',
      ].map((alias) => `${alias}@contoso.example`),
    )
  })
})

describe('its policies', () => {
  const rules = world.policies.flatMap((policy) => readRules(policy.settings))

  it('hold forty rules of every kind', () => {
    expect(rules).toHaveLength(40)
    expect(Object.keys(tally(rules, (rule) => knownName(rule.elevationType))).toSorted()).toEqual([
      'automatic',
      'currentUser',
      'deny',
      'supportApproved',
      'userConfirmed',
    ])
    expect(
      Object.keys(tally(rules, (rule) => knownName(rule.childProcessBehavior))).toSorted(),
    ).toEqual(['allowAll', 'denyAll', 'requireRule'])
    expect(Object.keys(tally(rules, (rule) => rule.signatureSource.kind)).toSorted()).toEqual([
      'notConfigured',
      'reusableSetting',
      'uploadedCertificate',
    ])
    expect(rules.filter((rule) => rule.restrictArguments !== null).length).toBeGreaterThan(2)
    expect(rules.filter((rule) => /[*?]/.test(rule.fileName)).length).toBeGreaterThan(3)
  })

  it('have a hash or a certificate in every rule and a hash in every automatic one', () => {
    for (const rule of rules) {
      expect(rule.fileHash !== '' || rule.signatureSource.kind !== 'notConfigured').toBe(true)
    }
    for (const rule of rules.filter((each) => each.elevationType === 'automatic')) {
      expect(rule.fileHash).toMatch(/^[0-9A-F]{64}$/)
    }
  })

  it('hold no rule that the console would refuse to save', () => {
    const refused = world.policies
      .filter((policy) => policy.templateReference.templateId === elevationRulesTemplateId)
      .flatMap((policy) => validateRules(readRules(policy.settings)))
      .filter(({ issue }) => issue.kind === 'error')
    expect(refused).toEqual([])
  })

  it('could be sent to Graph as they are', () => {
    for (const policy of world.policies) {
      const { name, description, platforms, technologies, roleScopeTagIds, settings } = policy
      const { templateReference } = policy
      ConfigurationPolicyBody.parse({
        name,
        description,
        platforms,
        technologies,
        roleScopeTagIds,
        templateReference,
        settings,
      })
      expect(new Set(readRules(settings).map((rule) => rule.name)).size).toBe(
        readRules(settings).length,
      )
    }
  })

  it('turn the client on, with support approval for all but the kiosks', () => {
    const settings = world.policies.flatMap(
      (policy) => readElevationSettings(policy.settings) ?? [],
    )
    expect(settings.map((each) => [each.enabled, each.defaultResponse, each.sendData])).toEqual([
      [true, 'supportApproval', true],
      [true, 'deny', true],
    ])
  })

  it('are assigned with exclusions, and one is assigned to nobody', () => {
    const targets = world.policies.flatMap((policy) =>
      policy.assignments.map(({ target }) => target['@odata.type']),
    )
    expect(targets).toContain('#microsoft.graph.exclusionGroupAssignmentTarget')
    expect(targets).toContain('#microsoft.graph.allDevicesAssignmentTarget')
    expect(world.policies.filter((policy) => policy.isAssigned === false)).toHaveLength(1)
  })

  it('have reached devices in all five ways, most of them well, and nobody excluded', () => {
    const counts = tally(world.policyStates, (state) => String(state.status))
    expect(Object.keys(counts)).toEqual(['0', '1', '2', '5', '6'])
    expect(counts['2']).toBeGreaterThan(world.policyStates.length * 0.6)
    const client = world.policies.find((each) => each.name === 'EPM client: support approval')
    const reached = world.policyStates.filter((state) => state.policyId === client?.id)
    const names = reached.map(
      (state) => world.devices.find((device) => device.id === state.deviceId)?.deviceName,
    )
    expect(names.filter((name) => name?.includes('-KIOSK-'))).toEqual([])
    expect(names).toHaveLength(world.devices.length - 4)
  })

  it('count the policies that use each certificate', () => {
    for (const setting of world.reusableSettings) {
      const users = world.policies.filter((policy) =>
        JSON.stringify(policy.settings).includes(setting.id),
      )
      expect(setting.referencingConfigurationPolicyCount).toBe(users.length)
    }
  })
})

describe('its elevation requests', () => {
  const requests = world.elevationRequests
  const phases = tally(requests, (request) => phase(request, at).kind)

  it('show every state', () => {
    expect(phases).toEqual({
      pending: 36,
      approved: 12,
      approvalEnded: 28,
      completed: 52,
      denied: 30,
      expired: 17,
      revoked: 5,
    })
  })

  it('keep their dates in order and in the past', () => {
    for (const request of requests) {
      const created = Date.parse(request.requestCreatedDateTime)
      const changed = Date.parse(request.requestLastModifiedDateTime)
      const reviewed = Date.parse(request.reviewCompletedDateTime ?? request.requestCreatedDateTime)
      expect(created).toBeLessThanOrEqual(reviewed)
      expect(reviewed).toBeLessThanOrEqual(changed)
      expect(changed).toBeLessThanOrEqual(at.getTime())
      expect(created).toBeGreaterThan(at.getTime() - 31 * 86_400_000)
      expect(request.reviewCompletedByUserId === null).toBe(
        request.status === 'pending' || request.status === 'expired',
      )
      expect(request.reviewCompletedByUserId).not.toBe(request.requestedByUserId)
    }
  })

  it('include pending ones that end within minutes and approvals that end within the hour', () => {
    const left = requests.flatMap((request) => {
      const now = phase(request, at)
      return now.kind === 'pending' && now.msLeft !== null ? [now.msLeft] : []
    })
    expect(Math.min(...left)).toBeLessThan(15 * 60_000)
    const open = requests.flatMap((request) =>
      request.status === 'approved' ? [approvalEndsAt(request)?.getTime() ?? 0] : [],
    )
    expect(open.some((end) => end > at.getTime() && end < at.getTime() + 3_600_000)).toBe(true)
  })

  it('hold one that the approver made and may not approve', () => {
    const approver = user('requests.approver')
    const own = requests.filter((request) => request.requestedByUserId === approver.id)
    expect(own).toHaveLength(1)
    for (const request of own) {
      expect(decide(request, 'approve', { userId: approver.id }, at)).toEqual({
        ok: false,
        refusal: 'ownRequest',
      })
    }
  })

  it('repeat files across people', () => {
    const people = new Map<string, Set<string>>()
    for (const request of requests) {
      const hash = request.applicationDetail?.fileHash ?? ''
      people.set(hash, (people.get(hash) ?? new Set()).add(request.requestedByUserId ?? ''))
    }
    expect([...people.values()].filter((set) => set.size >= 4).length).toBeGreaterThan(4)
  })

  it('hold misleading names, unsigned files, all three file types and empty reasons', () => {
    const pending = requests.filter((request) => request.status === 'pending')
    const names = pending.map((request) => request.applicationDetail?.fileName ?? '')
    expect(names.some((name) => name.includes('\u202E'))).toBe(true)
    expect(names.some((name) => /[\u0400-\u04FF]/.test(name))).toBe(true)
    expect(names.some((name) => name.endsWith('.pdf.exe'))).toBe(true)
    expect(names.some((name) => name.length > 200)).toBe(true)
    const all = requests.map((request) => request.applicationDetail)
    for (const end of ['.exe', '.msi', '.ps1']) {
      expect(all.some((file) => file?.fileName?.endsWith(end))).toBe(true)
    }
    expect(all.some((file) => file?.publisherCert === null)).toBe(true)
    expect(requests.some((request) => request.requestJustification === '')).toBe(true)
  })

  it('carry chains that hold, leaf first, with the issuer as publisher name', () => {
    const chains = new Set(requests.map((request) => request.applicationDetail?.publisherCert))
    expect(chains.size).toBeGreaterThan(9)
    for (const request of requests) {
      const file = request.applicationDetail
      if (!file?.publisherCert) continue
      const [leaf, authority] = file.publisherCert
        .split(',')
        .map((text) => new X509Certificate(Buffer.from(text, 'base64')))
      expect(leaf?.issuer).toContain(`CN=${file.publisherName}`)
      const holds =
        !authority || (leaf?.checkIssued(authority) === true && leaf.verify(authority.publicKey))
      expect(holds).toBe(true)
    }
    const ended = [...chains].filter((chain) => {
      const leaf = chain?.split(',')[0]
      return (
        leaf && Date.parse(new X509Certificate(Buffer.from(leaf, 'base64')).validTo) < at.getTime()
      )
    })
    expect(ended.length).toBeGreaterThanOrEqual(2)
  })
})

describe('its elevations', () => {
  const { elevations } = world

  it('lie in the last thirty days, oldest first', () => {
    const times = elevations.map((elevation) => Date.parse(elevation.eventDateTime))
    expect(times).toEqual(times.toSorted((one, other) => one - other))
    expect(times[0]).toBeGreaterThan(at.getTime() - 30 * 86_400_000)
    expect(times.at(-1)).toBeLessThanOrEqual(at.getTime())
  })

  it('follow working days, and a few people and files make most of them', () => {
    const weekday = tally(elevations, (each) => String(new Date(each.eventDateTime).getUTCDay()))
    expect(weekday['2']).toBeGreaterThan(2 * (weekday['0'] ?? 0))
    const shares = Object.values(tally(elevations, (each) => each.upn ?? '')).toSorted(
      (a, b) => b - a,
    )
    const top = shares.slice(0, 5).reduce((sum, count) => sum + count, 0)
    expect(top).toBeGreaterThan(elevations.length * 0.4)
  })

  it('hold every kind of event', () => {
    const types = tally(elevations, (each) => each.elevationType)
    for (const type of [
      'unmanagedElevation',
      'zeroTouchElevation',
      'userConfirmedElevation',
      'supportApprovedElevation',
    ]) {
      expect(types[type]).toBeGreaterThan(150)
    }
    expect(elevations.some((each) => each.processType === 'child')).toBe(true)
    expect(elevations.some((each) => each.systemInitiatedElevation)).toBe(true)
    expect(elevations.some((each) => each.userType === 'local')).toBe(true)
    expect(elevations.some((each) => each.result === 3010)).toBe(true)
    for (const each of elevations.filter((one) => one.elevationType === 'unmanagedElevation')) {
      expect([each.result, each.ruleId, each.policyId]).toEqual([0, null, null])
    }
  })

  it('contain the run that completed each completed request', () => {
    for (const request of world.elevationRequests.filter((each) => each.status === 'completed')) {
      const runs = elevations.filter((each) =>
        covers(
          request,
          {
            elevationType: each.elevationType,
            userId:
              request.requestedByUserPrincipalName === each.upn
                ? (request.requestedByUserId ?? '')
                : '',
            deviceId: each.deviceId ?? '',
            hash: each.hash ?? '',
            eventDateTime: each.eventDateTime,
          },
          at,
        ),
      )
      expect(runs.length).toBeGreaterThan(0)
    }
  })
})

describe('worlds as data', () => {
  it('never read the clock or the local time zone', () => {
    const root = join(import.meta.dirname, '..')
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.includes('.spec'),
    )
    expect(files.length).toBeGreaterThan(20)
    const local =
      /Date\.now|new Date\(\)|new Date\(\s*\d+\s*,|Math\.random|\.(get|set)(Hours|Minutes|Date|Day|Month|FullYear|TimezoneOffset)\(|toLocale|from 'node:/
    expect(files.filter((file) => local.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
  })

  it('include an empty tenant', () => {
    const empty = emptyWorld(at)
    expectSoundWorld(empty)
    expect(empty.roleDefinitions.every((role) => role.isBuiltIn)).toBe(true)
    expect([...empty.users, ...empty.policies, ...empty.samplePeople]).toEqual([])
  })
})
