import { describe, expect, it } from 'vitest'

import { elevationSettingsTemplateId } from '#contract/policies.ts'
import type { Setting, SettingInstance } from '#contract/settings.ts'
import { clientSettings } from '#domain/rules/definition-ids.ts'
import { auditOnlyPreset } from '#domain/rules/elevation-settings-form.ts'
import type { ElevationSettings } from '#domain/rules/elevation-settings.ts'
import { newElevationSettingsPolicySettings } from '#domain/rules/write-elevation-settings.ts'
import { dangerous, quiet } from '#domain/rules/dangerous-rules.spec-helper.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'

import { errorOf, policy, policyBody, rule, tenant } from './tenant.spec-helper.ts'

const policies = '/deviceManagement/configurationPolicies'

type World = Awaited<ReturnType<typeof tenant>>
const refusal = async (world: World, body: unknown) => {
  const answer = await world.post('user:admin', policies, body)
  return {
    status: answer.status,
    details: answer.status === 201 ? [] : (errorOf(answer).details ?? []),
  }
}
const settingsBody = (over: Partial<ElevationSettings>, edit = (text: string) => text) => {
  const settings = newElevationSettingsPolicySettings({ ...auditOnlyPreset.settings, ...over })
  return policyBody([rule()], {
    templateReference: { templateId: elevationSettingsTemplateId },
    settings: JSON.parse(edit(JSON.stringify(settings))) as Setting[],
  })
}

describe('an option that a known setting does not have', () => {
  const later = { unknown: 'x_later' }
  const response = {
    defaultResponse: 'userConfirmation',
    validation: ['windowsAuthentication'],
  } as const
  const { validation } = clientSettings

  it.each([
    ['enabled', 'Endpoint Privilege Management', settingsBody({ enabled: later })],
    ['defaultResponse', 'Default elevation response', settingsBody({ defaultResponse: later })],
    ['sendData', 'Send elevation data for reporting', settingsBody({ sendData: later })],
    ['reportingScope', 'Reporting scope', settingsBody({ reportingScope: later })],
    [
      'detectElevations',
      '(Preview) Automatically detect elevations',
      settingsBody({ detectElevations: later }),
    ],
    [
      'validation',
      'Validation',
      settingsBody({ ...response, validation: [...response.validation] }, (text) =>
        text.replace(validation.options.windowsAuthentication, 'x_later'),
      ),
    ],
  ])('is refused in the settings policy, and %s is named', async (field, label, body) => {
    const { status, details } = await refusal(await tenant(), body)
    expect(status).toBe(400)
    expect(details).toContainEqual({
      code: 'invalidOption',
      message: `${label} has no option "x_later".`,
      target: `settings.${field}`,
    })
  })

  it.each<[string, Partial<RuleModel>]>([
    ['elevationType', { elevationType: later }],
    ['childProcessBehavior', { childProcessBehavior: later }],
    ['signatureSource', { signatureSource: { kind: 'unknown', unknown: 'x_later' } }],
    [
      'certificateType',
      {
        signatureSource: { kind: 'reusableSetting', settingId: 'cert-1', certificateType: later },
      },
    ],
  ])('is refused in a rule, and %s is named', async (field, over) => {
    const world = await tenant()
    const { status, details } = await refusal(
      world,
      policyBody([rule(), rule({ name: 'Another', ...over })]),
    )
    expect([status, details.map(({ target }) => target)]).toEqual([400, [`rules[1].${field}`]])
  })

  it('is refused where it belongs to another setting: deny is no child process option of an elevation type', async () => {
    const text = JSON.stringify(policyBody([rule()])).replace(
      /allowrunelevatedrulerequired/,
      'automatic',
    )
    const { details } = await refusal(await tenant(), JSON.parse(text))
    expect(details.map(({ target }) => target)).toEqual(['rules[0].childProcessBehavior'])
  })

  it('survives an edit, a copy and a restore when it is there already', async () => {
    const strange = policy('policy-1', 'Of a later version')
    const settings = policyBody([rule({ childProcessBehavior: later })]).settings
    const world = await tenant({ policies: [{ ...strange, settings }] })
    const one = `${policies}/policy-1`
    const body = policyBody([], { settings, name: 'Renamed' })
    expect((await world.put('user:admin', one, body)).status).toBe(204)
    const copy = await world.post('user:admin', `${one}/createCopy`, { displayName: 'Copy' })
    expect(copy.status).toBe(200)
    const back = '/epm/policies/policy-1/versions/1/restore'
    expect((await world.post('user:admin', back)).status).toBe(200)
    const read = await world.get('user:admin', `${one}/settings`)
    expect(read.text).toContain('x_later')
  })

  it('says nothing of settings that nobody knows here', async () => {
    const instance = (id: string): SettingInstance => ({
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
      settingDefinitionId: id,
      choiceSettingValue: { value: `${id}_9`, children: [] },
    })
    const { settings } = policyBody([rule()])
    settings[0]?.settingInstance.groupSettingCollectionValue?.[0]?.children.push(instance('later'))
    settings.push({ settingInstance: instance('later_root') })
    const world = await tenant()
    const made = await world.post('user:admin', policies, policyBody([], { settings }))
    expect(made.status).toBe(201)
    const read = await world.get('user:admin', `${policies}/${String(made.body['id'])}/settings`)
    expect(read.text).toContain('later_9')
    expect(read.text).toContain('later_root_9')
  })
})

describe('a setting where the list of rules should be', () => {
  it('is named: rules that nobody can read are not missing rules', async () => {
    const settings = JSON.parse(
      JSON.stringify(policyBody().settings).replaceAll('elevationrules', 'otherrules'),
    ) as Setting[]
    const { status, details } = await refusal(await tenant(), policyBody([], { settings }))
    expect(status).toBe(400)
    expect(details.map(({ message }) => message)).not.toContain('Add at least one rule.')
    const answer = await (await tenant()).post('user:admin', policies, policyBody([], { settings }))
    expect(errorOf(answer).message).toMatch(/no such list: "device_vendor_msft_.*otherrules/)
  })
})

describe('the settings policy', () => {
  it.each([
    ['sendData', 'Choose Yes or No.', settingsBody({ sendData: null })],
    ['reportingScope', 'Choose a reporting scope.', settingsBody({ reportingScope: null })],
  ])('is refused without %s, as the form says', async (field, message, body) => {
    const { status, details } = await refusal(await tenant(), body)
    expect([status, details]).toEqual([
      400,
      [{ code: 'invalidSetting', message, target: `settings.${field}` }],
    ])
  })
})

describe('the dangerous combinations of R12', () => {
  it('refuses each of them when it elevates automatically without a hash', async () => {
    const world = await tenant()
    let refused = 0
    for (const [, , more] of dangerous) {
      const { signatureSource } = { ...quiet, ...more }
      const body = policyBody([
        {
          ...quiet,
          ...more,
          ...(signatureSource.kind === 'reusableSetting'
            ? { signatureSource: { ...signatureSource, settingId: 'cert-1' } }
            : {}),
          elevationType: 'automatic',
          fileHash: '',
        },
      ])
      const { status, details } = await refusal(world, body)
      const said = details.filter(({ target }) => target === 'rules[0].fileHash')
      if (status === 400 && said.length === 1) refused += 1
    }
    console.info(`Automatic without a hash, refused by the service: ${refused}/30`)
    expect(refused).toBe(30)
  })
})

describe('certificates of rules', () => {
  it('refuses an uploaded file that is no certificate, with the rule named', async () => {
    const uploaded = rule({
      name: 'Uploaded',
      signatureSource: {
        kind: 'uploadedCertificate',
        certificate: 'A'.repeat(400),
        certificateType: 'publisher',
      },
    })
    const { status, details } = await refusal(await tenant(), policyBody([rule(), uploaded]))
    expect([status, details]).toEqual([
      400,
      [
        {
          code: 'invalidRule',
          message: 'The certificate cannot be read.',
          target: 'rules[1].certificate',
        },
      ],
    ])
  })
})
