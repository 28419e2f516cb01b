import { describe, expect, it } from 'vitest'

import { findsInWords } from './identity-in-words.ts'
import { newRule, type RuleModel } from './rule-model.ts'

const signed = (certificateType: 'publisher' | 'certificateAuthority'): Partial<RuleModel> => ({
  signatureSource: { kind: 'reusableSetting', settingId: 'a', certificateType },
})
const found = (more: Partial<RuleModel>) =>
  findsInWords({ ...newRule(), fileName: 'setup.exe', ...more })

describe('which files a rule finds', () => {
  it.each<[string, Partial<RuleModel>]>([
    ['Only the one file with this hash matches.', { fileHash: 'ab'.repeat(32) }],
    [
      'Only the one file with this hash matches, and only in its folder.',
      { fileHash: 'ab'.repeat(32), filePath: 'C:\\Tools', ...signed('publisher') },
    ],
    [
      'Any file signed by this publisher matches whose file name, folder and product name are the same, in any version.',
      { ...signed('publisher'), productName: 'Setup', filePath: 'C:\\Tools' },
    ],
    [
      'Any file signed by this publisher matches whose file name is the same, in any version. A user can rename a file.',
      signed('publisher'),
    ],
    [
      'Any file of any company with a certificate from this authority matches whose file name and folder fit, from version 1.2.3.4 on.',
      {
        ...signed('certificateAuthority'),
        fileName: 'setup*.exe',
        filePath: 'C:\\Tools',
        minimumVersion: '1.2.3.4',
      },
    ],
    [
      'The rule has neither a hash nor a certificate, so nothing proves which file it is.',
      { fileHash: 'zz' },
    ],
  ])('%s', (sentence, rule) => {
    expect(found(rule)).toBe(sentence)
  })
})
