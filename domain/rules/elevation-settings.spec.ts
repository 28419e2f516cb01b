import { existsSync, readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Setting, SettingInstance } from '#contract/settings.ts'

import { type ElevationSettings, readElevationSettings } from './elevation-settings.ts'
import {
  auditOnlyPreset,
  elevationSettingsFieldShown,
  newElevationSettings,
  recommendedResponses,
  validateElevationSettings,
} from './elevation-settings-form.ts'
import {
  newElevationSettingsPolicySettings,
  writeElevationSettings,
} from './write-elevation-settings.ts'

const fixture = new URL(
  '../../../shared/fixtures/graph/policy-settings.terraform-user-confirmation.json',
  import.meta.url,
)
const present = existsSync(fixture)
if (!present) console.info('Graph fixtures are not here: the settings policy is not compared.')

const full: ElevationSettings = {
  enabled: true,
  defaultResponse: 'userConfirmation',
  validation: ['businessJustification'],
  sendData: true,
  reportingScope: 'all',
  detectElevations: true,
}
const made = (more: Partial<ElevationSettings> = {}): Setting[] =>
  newElevationSettingsPolicySettings({ ...full, ...more })
const children = (settings: readonly Setting[]): SettingInstance[] =>
  settings[0]?.settingInstance.choiceSettingValue?.children ?? []
const names = (settings: readonly Setting[]): string[] =>
  children(settings).map(({ settingDefinitionId: id }) => id.slice(id.lastIndexOf('_') + 1))
const strange: SettingInstance = {
  '@odata.type': '#microsoft.graph.laterInstance',
  settingDefinitionId: 'later_setting',
  laterProperty: { deep: [1, null, 'x'] },
}

/** Values below a choice carry their type or leave it out: both occur in real documents. */
const withoutValueTypes = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutValueTypes)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, text]) => key !== '@odata.type' || String(text).endsWith('Instance'))
      .map(([key, each]) => [key, withoutValueTypes(each)]),
  )
}

describe.skipIf(!present)('the fixture of an elevation settings policy', () => {
  const settings = (
    JSON.parse(present ? readFileSync(fixture, 'utf8') : '{"settings":[]}') as {
      settings: Setting[]
    }
  ).settings

  it('is what a new policy with the same choices is stored as', () => {
    const [document] = settings
    expect(made().map(withoutValueTypes)).toEqual([
      withoutValueTypes({ settingInstance: document?.settingInstance }),
    ])
  })

  it('comes back byte for byte when nothing changes, and but for one value when one changes', () => {
    const before = JSON.stringify(settings)
    expect(JSON.stringify(writeElevationSettings(settings, full))).toBe(before)
    const managed = writeElevationSettings(settings, { ...full, reportingScope: 'managed' })
    expect(JSON.stringify(managed)).toBe(before.replace('reportingscope_2', 'reportingscope_1'))
    expect(JSON.stringify(settings)).toBe(before)
  })
})

describe('writing elevation settings', () => {
  it('writes the members of a Graph document in their order', () => {
    const option = 'device_vendor_msft_policy_elevationclientsettings'
    const type = '#microsoft.graph.deviceManagementConfiguration'
    expect(JSON.stringify(made({ enabled: false }))).toBe(
      `[{"@odata.type":"${type}Setting","settingInstance":{"@odata.type":"${type}ChoiceSettingInstance",` +
        `"settingDefinitionId":"${option}_enableepm",` +
        '"settingInstanceTemplateReference":{"settingInstanceTemplateId":"58a79a4b-ba9b-4923-a7a5-6dc1a9f638a4"},' +
        `"choiceSettingValue":{"@odata.type":"${type}ChoiceSettingValue","value":"${option}_enableepm_0",` +
        '"settingValueTemplateReference":{"settingValueTemplateId":"a13cc55c-307a-4962-aaec-20b832bf75c7",' +
        '"useTemplateDefault":false},"children":[]}}}]',
    )
  })

  it('takes away what its parent hides', () => {
    expect(names(made())).toEqual([
      'defaultelevationresponse',
      'allowelevationdetection',
      'senddata',
    ])
    expect(children(made({ enabled: false }))).toEqual([])
    expect(children(writeElevationSettings(made(), { ...full, enabled: false }))).toEqual([])
    const denied = writeElevationSettings(made(), { ...full, defaultResponse: 'deny' })
    expect(JSON.stringify(denied)).not.toContain('validation')
    const silent = writeElevationSettings(made(), { ...full, sendData: false })
    expect(JSON.stringify(silent)).not.toContain('reportingscope')
    const open = writeElevationSettings(made(), { ...full, defaultResponse: null })
    expect(names(open)).toEqual(['allowelevationdetection', 'senddata'])
  })

  it('keeps what this version does not know', () => {
    const before = made()
    children(before).splice(1, 0, strange)
    const list = children(before)[0]?.choiceSettingValue?.children?.[0]
    list?.choiceSettingCollectionValue?.push({ value: 'later_validation' })
    const settings: Setting[] = [{ id: '7', settingInstance: strange }, ...before]
    const written = writeElevationSettings(settings, {
      ...full,
      validation: ['windowsAuthentication'],
      detectElevations: false,
    })
    expect(written[0]).toBe(settings[0])
    expect(children(written.slice(1))[1]).toBe(strange)
    expect(JSON.stringify(written)).toContain('later_validation')
    expect(readElevationSettings(written)).toMatchObject({
      validation: ['windowsAuthentication'],
      detectElevations: false,
    })
    const unknown = { unknown: 'x_later' }
    const later = made({ defaultResponse: unknown, reportingScope: unknown, sendData: true })
    expect(readElevationSettings(later)).toMatchObject({ defaultResponse: unknown })
    expect(writeElevationSettings(later, readElevationSettings(later) ?? full)).toEqual(later)
  })

  const choice = <T>(...values: T[]) => fc.constantFrom(...values)
  const anySettings: fc.Arbitrary<ElevationSettings> = fc.record({
    enabled: choice(true, false),
    defaultResponse: choice('deny', 'userConfirmation', 'supportApproval', null),
    validation: fc.subarray<'businessJustification' | 'windowsAuthentication'>([
      'businessJustification',
      'windowsAuthentication',
    ]),
    sendData: choice(true, false, null),
    reportingScope: choice('diagnosticOnly', 'managed', 'all', null),
    detectElevations: choice(true, false, null),
  })
  /** What is hidden is not stored. */
  const asStored = (model: ElevationSettings): ElevationSettings => ({
    enabled: model.enabled,
    defaultResponse: model.enabled ? model.defaultResponse : null,
    validation: elevationSettingsFieldShown('validation', model) ? model.validation : [],
    sendData: model.enabled ? model.sendData : null,
    reportingScope: elevationSettingsFieldShown('reportingScope', model)
      ? model.reportingScope
      : null,
    detectElevations: model.enabled ? model.detectElevations : null,
  })

  it('reads back what it wrote, and any settings can become any other', () => {
    fc.assert(
      fc.property(anySettings, anySettings, (one, other) => {
        const settings = newElevationSettingsPolicySettings(one)
        expect(readElevationSettings(settings)).toEqual(asStored(one))
        expect(JSON.stringify(writeElevationSettings(settings, asStored(one)))).toBe(
          JSON.stringify(settings),
        )
        const read = readElevationSettings(writeElevationSettings(settings, other))
        expect({ ...read, validation: read?.validation.toSorted() }).toEqual({
          ...asStored(other),
          validation: asStored(other).validation.toSorted(),
        })
      }),
      { numRuns: 500 },
    )
  })
})

describe('what a form says about elevation settings', () => {
  const said = (more: Partial<ElevationSettings>) =>
    validateElevationSettings({ ...newElevationSettings(), ...more }).map(
      ({ field, kind }) => `${kind} ${field}`,
    )

  it.each<[Partial<ElevationSettings>, string[]]>([
    [{ defaultResponse: 'deny' }, []],
    [{ defaultResponse: 'supportApproval' }, []],
    [{}, ['advice defaultResponse']],
    [{ enabled: null }, ['error enabled']],
    [{ enabled: false, defaultResponse: 'userConfirmation' }, ['caution enabled']],
    [{ defaultResponse: 'userConfirmation' }, ['caution defaultResponse', 'warning validation']],
    [
      { defaultResponse: 'userConfirmation', validation: ['windowsAuthentication'] },
      ['caution defaultResponse'],
    ],
    [{ defaultResponse: 'deny', sendData: null }, ['error sendData']],
    [{ defaultResponse: 'deny', sendData: false, reportingScope: null }, ['warning sendData']],
    [{ defaultResponse: 'deny', reportingScope: null }, ['error reportingScope']],
    [{ defaultResponse: 'deny', reportingScope: 'diagnosticOnly' }, ['warning reportingScope']],
    [{ defaultResponse: { unknown: 'x' } }, ['warning defaultResponse']],
  ])('%o', (more, expected) => {
    expect(said(more)).toEqual(expected)
  })

  it('marks two responses as recommended; watching only elevates nothing by itself', () => {
    expect(recommendedResponses).toEqual(['deny', 'supportApproval'])
    expect(auditOnlyPreset.settings).toMatchObject({
      enabled: true,
      defaultResponse: null,
      sendData: true,
      reportingScope: 'all',
    })
    expect(validateElevationSettings(auditOnlyPreset.settings)).toMatchObject([{ kind: 'advice' }])
  })
})
