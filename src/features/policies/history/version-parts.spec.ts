import { describe, expect, it } from 'vitest'

import { clientSettings } from '#domain/rules/definition-ids.ts'

import { partsInWords } from './version-parts.ts'

describe('parts of a version', () => {
  it('speaks the words of the forms, and counts assignments instead of showing their ids', () => {
    const parts = [
      'name',
      'roleScopeTagIds',
      'rule Setup',
      clientSettings.enable.id,
      'assignment 673db8df_a',
      'assignment 673db8df_b',
      'device_vendor_msft_new_setting',
    ]
    expect(partsInWords(parts, false)).toEqual([
      'Name',
      'Scope tags',
      'Rule Setup',
      'Elevation settings',
      'A setting that this console does not know',
      '2 assignments',
    ])
  })

  it('does not list for a new policy what each has', () => {
    expect(partsInWords(['copiedFrom', 'name', 'technologies', 'rule Setup'], true)).toEqual([
      'Rule Setup',
    ])
  })
})
