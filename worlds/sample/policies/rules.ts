import { newRule, type RuleModel } from '#domain/rules/rule-model.ts'

import { requestedFile } from '../requested-files.ts'
import { reusableIds } from '../reusable-settings.ts'

export const rule = (
  facts: Partial<RuleModel> & Pick<RuleModel, 'name' | 'fileName'>,
): RuleModel => ({ ...newRule(), ...facts })

/** The strongest kind of rule: exactly one file of ours, by its hash. */
export const exactly = (file: string): Pick<RuleModel, 'fileName' | 'fileHash'> => ({
  fileName: requestedFile(file).name,
  fileHash: requestedFile(file).hash,
})

export const signedWith = (
  setting: keyof typeof reusableIds,
): Pick<RuleModel, 'signatureSource'> => ({
  signatureSource: {
    kind: 'reusableSetting',
    settingId: reusableIds[setting],
    certificateType: 'publisher',
  },
})

export const issuedBy = (
  setting: keyof typeof reusableIds,
): Pick<RuleModel, 'signatureSource'> => ({
  signatureSource: {
    kind: 'reusableSetting',
    settingId: reusableIds[setting],
    certificateType: 'certificateAuthority',
  },
})

/** A certificate that somebody uploaded into the rule itself, as base64 of its DER. */
export const uploaded = (certificate: string): Pick<RuleModel, 'signatureSource'> => ({
  signatureSource: { kind: 'uploadedCertificate', certificate, certificateType: 'publisher' },
})

export const withReason: Pick<RuleModel, 'validation'> = { validation: ['businessJustification'] }
