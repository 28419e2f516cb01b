import { describe, expect, it } from 'vitest'

import { newElevationSettings } from './elevation-settings-form.ts'
import { importedOpenResponse, newOpenResponse } from './open-response.ts'
import { writeElevationSettings } from './write-elevation-settings.ts'

const safe = newElevationSettings()
const open = { ...safe, defaultResponse: 'userConfirmation' as const }

describe('a default response that elevates every file with one click', () => {
  it('is a risk when it was not there, and none when it was', () => {
    expect(newOpenResponse(null, open)).toHaveLength(1)
    expect(newOpenResponse(safe, open)).toHaveLength(1)
    expect(newOpenResponse(open, { ...open, reportingScope: 'managed' })).toEqual([])
  })

  it('is none with a validation, another response, or EPM turned off', () => {
    expect(newOpenResponse(null, { ...open, validation: ['businessJustification'] })).toEqual([])
    expect(newOpenResponse(null, { ...open, defaultResponse: 'supportApproval' })).toEqual([])
    expect(newOpenResponse(null, { ...open, enabled: false })).toEqual([])
  })

  it('comes back when validation is taken away or EPM is turned on', () => {
    expect(newOpenResponse({ ...open, validation: ['businessJustification'] }, open)).toHaveLength(
      1,
    )
    expect(newOpenResponse({ ...open, enabled: false }, open)).toHaveLength(1)
  })

  it('is asked for in an import only where it is written', () => {
    const settings = writeElevationSettings(null, open)
    const was = (before: typeof open) =>
      writeElevationSettings(null, before).map(({ settingInstance }) => ({
        name: settingInstance.settingDefinitionId,
        before: JSON.stringify(settingInstance),
      }))
    const of = (action: string, changes: { name: string; before: string | null }[] = []) =>
      importedOpenResponse({ action, changes }, settings).length
    expect(of('create')).toBe(1)
    expect(of('update', was({ ...open, validation: ['businessJustification'] }))).toBe(1)
    expect(of('update', was({ ...open, reportingScope: 'managed' }))).toBe(0)
    expect(of('update', [{ name: 'description', before: 'Other' }])).toBe(0)
    expect(of('unchanged')).toBe(0)
  })
})
