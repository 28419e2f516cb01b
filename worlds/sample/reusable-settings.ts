import {
  certificateFileDefinitionId,
  type ReusablePolicySetting,
} from '#contract/reusable-settings.ts'

import { uuidOf } from '../ids.ts'
import { before, day } from '../time.ts'
import { contosoClientEngineering } from './certificates/fictional-certificates.ts'
import {
  digiCertCodeSigning,
  googleRootR3,
  microsoftCorporation,
  windowsUefi2023,
} from './certificates/public-certificates.ts'

export const reusableIds = {
  microsoft: uuidOf('reusable Microsoft Corporation'),
  digiCert: uuidOf('reusable DigiCert code signing'),
  uefi: uuidOf('reusable Windows UEFI'),
  google: uuidOf('reusable GTS Root R3'),
  contoso: uuidOf('reusable Contoso Client Engineering'),
} as const

const pemOf = (base64: string): string =>
  [
    '-----BEGIN CERTIFICATE-----',
    ...(base64.match(/.{1,64}/g) ?? []),
    '-----END CERTIFICATE-----',
    '',
  ].join('\r\n')

type Row = readonly [
  id: string,
  displayName: string,
  description: string,
  text: string,
  age: number,
]

// Both forms that are in production are here: PEM text and bare base64 (graph-contract 5).
const rows: readonly Row[] = [
  [
    reusableIds.microsoft,
    'Microsoft Corporation (publisher)',
    'Publisher certificate read from pwsh.exe',
    pemOf(microsoftCorporation),
    412,
  ],
  [
    reusableIds.digiCert,
    'DigiCert SHA2 Assured ID Code Signing CA',
    'Authority of several tool vendors. Broad: pair it with signed attributes.',
    pemOf(digiCertCodeSigning),
    267,
  ],
  [
    reusableIds.uefi,
    'Windows UEFI CA 2023',
    'Authority for boot components on shop-floor machines',
    windowsUefi2023,
    81,
  ],
  [
    reusableIds.google,
    'GTS Root R3',
    'Imported by mistake, nothing uses it',
    pemOf(googleRootR3),
    19,
  ],
  [
    reusableIds.contoso,
    'Contoso Client Engineering',
    'Signs our own scripts and tools',
    pemOf(contosoClientEngineering),
    198,
  ],
]

/** Certificates that rules share. `useCount` says how many policies refer to an id. */
export const sampleReusableSettings = (
  at: Date,
  useCount: (id: string) => number,
): ReusablePolicySetting[] =>
  rows.map(([id, displayName, description, value, age]) => ({
    id,
    displayName,
    description,
    settingDefinitionId: certificateFileDefinitionId,
    settingInstance: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
      settingDefinitionId: certificateFileDefinitionId,
      simpleSettingValue: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationStringSettingValue',
        value,
      },
    },
    createdDateTime: before(at, age * day),
    lastModifiedDateTime: before(at, age * day),
    version: 1,
    referencingConfigurationPolicyCount: useCount(id),
  }))
