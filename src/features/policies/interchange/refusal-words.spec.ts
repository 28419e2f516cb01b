// @vitest-environment jsdom
import { expect, it } from 'vitest'

import { innerCodes } from '#contract/errors.ts'

import { refusalInWords } from './refusal-words.ts'

const names = (index: number) => ['Setup', 'Tools'][index] ?? null

it('names the rule and the field', () => {
  const detail = { code: 'invalidRule', target: 'rules[1].fileHash', message: 'Too short.' }
  expect(refusalInWords(detail, names)).toEqual({
    where: 'Rule 2, Tools, File hash',
    why: 'Too short.',
  })
  expect(refusalInWords({ ...detail, target: 'rules[7].fileHash' }, names).where).toBe(
    'Rule 8, File hash',
  )
  expect(refusalInWords({ ...detail, target: 'settings.sendData' }, names).where).toBe(
    'Send elevation data for reporting',
  )
})

it('calls a right what the role editor calls it', () => {
  const target = 'Microsoft.Intune_EpmPolicy_Create'
  const message = `This needs the right ${target}.`
  const { where, why } = refusalInWords({ code: innerCodes.missingRight, target, message }, names)
  expect(where).toBe('')
  expect(why).toContain('Policy Authoring: Create')
  expect(why).not.toContain('Microsoft.Intune')
})
