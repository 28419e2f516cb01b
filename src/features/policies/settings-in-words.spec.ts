import { describe, expect, it } from 'vitest'

import type { ElevationSettings } from '#domain/rules/elevation-settings.ts'

import { settingsInWords } from './settings-in-words.ts'

const usual: ElevationSettings = {
  enabled: true,
  defaultResponse: 'supportApproval',
  validation: [],
  sendData: true,
  reportingScope: 'all',
  detectElevations: null,
}
const rows = (parts: Partial<ElevationSettings>) => settingsInWords({ ...usual, ...parts })
const row = (parts: Partial<ElevationSettings>, label: string) =>
  rows(parts).find((one) => one.label === label)

describe('elevation settings in words', () => {
  it('shows the usual policy without a caution', () => {
    expect(rows({}).map(({ label, value }) => [label, value])).toEqual([
      ['Endpoint Privilege Management', 'Enabled'],
      ['Default elevation response', 'Require support approval'],
      ['Send elevation data for reporting', 'Yes'],
      ['Reporting scope', 'Diagnostic data and all endpoint elevations'],
    ])
    expect(rows({}).filter(({ caution }) => caution)).toEqual([])
  })

  it('says what Disabled does, and nothing about settings that do not exist then', () => {
    const [only, ...others] = rows({ enabled: false })
    expect(only).toMatchObject({ value: 'Disabled', caution: true })
    expect(only?.consequence).toContain('After seven days')
    expect(others).toEqual([])
  })

  it('says that no default response denies', () => {
    expect(row({ defaultResponse: null }, 'Default elevation response')).toMatchObject({
      value: 'Not configured',
      consequence: 'It acts as Deny all requests.',
    })
  })

  it('warns of user confirmation and shows its validation', () => {
    const confirmed = { defaultResponse: 'userConfirmation' } as const
    expect(row(confirmed, 'Default elevation response')?.caution).toBe(true)
    expect(row(confirmed, 'Validation')).toMatchObject({ value: 'None', caution: true })
    expect(
      row({ ...confirmed, validation: ['businessJustification'] }, 'Validation'),
    ).toMatchObject({ value: 'Business justification', caution: false })
  })

  it('warns where reports stay empty', () => {
    expect(row({ sendData: false }, 'Send elevation data for reporting')).toMatchObject({
      value: 'No',
      caution: true,
    })
    expect(row({ sendData: false }, 'Reporting scope')).toBeUndefined()
    expect(row({ reportingScope: 'diagnosticOnly' }, 'Reporting scope')).toMatchObject({
      caution: true,
    })
    expect(row({ reportingScope: 'managed' }, 'Reporting scope')?.caution).toBe(false)
  })

  it('never guesses a value it does not know', () => {
    const future = { unknown: 'something_9' }
    const all = rows({
      enabled: future,
      defaultResponse: future,
      sendData: future,
      detectElevations: future,
    })
    expect(all.map(({ raw }) => raw)).toEqual(all.map(() => 'something_9'))
    expect(all.map(({ caution }) => caution)).toEqual([true, true, true, true])
  })
})
