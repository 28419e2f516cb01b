import { describe, expect, it } from 'vitest'

import { searchOf } from './audit-search.ts'

const asked = (text: string) => {
  const { filter, search } = searchOf(text)
  return { filter: filter?.text, search }
}

describe('search of the audit log', () => {
  it('finds an activity by the words that the list shows for it', () => {
    for (const text of ['Denied elevation request', 'denied', '"Denied elevation"']) {
      const { filter, search } = asked(text)
      expect(filter).toContain("activityType eq 'Deny ElevationRequest'")
      expect(filter).not.toContain('Approve')
      expect(search).toBeUndefined()
    }
  })

  it('still finds the same words in a name, and searches for the others as they are', () => {
    const { filter, search } = asked("denied o'brien")
    expect(filter).toContain("contains(resources/displayName,'denied')")
    expect(search).toBe("o'brien")
  })

  it('finds reports that were read under what they are recorded as', () => {
    expect(asked('read reports').filter).toContain(
      "activityType eq 'Create DeviceManagementExportJob'",
    )
  })

  it('takes the sign of a refusal as one', () => {
    expect(asked('Refused: denying an elevation request').filter).toMatch(
      /^activityResult eq 'Failure' and \(activityType eq 'Deny ElevationRequest' or /,
    )
    expect(asked('refused:')).toEqual({ filter: "activityResult eq 'Failure'", search: undefined })
  })

  it('leaves alone what is in no words, in too many, or cannot be read', () => {
    for (const text of ['setup.exe', 'a', 'e e', '"', 'ing'])
      expect(asked(text)).toEqual({ filter: undefined, search: text })
    expect(asked('')).toEqual({ filter: undefined, search: undefined })
  })

  it('keeps a filter that the service reads', () => {
    for (const text of ['elevation', 'access', 'a policy or a role '.repeat(10).trim()])
      expect((asked(text).filter ?? '').length).toBeLessThan(1_100)
  })
})
