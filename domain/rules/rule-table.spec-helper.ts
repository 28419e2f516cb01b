import { elevationTypes, newRule, type RuleModel, type SignatureSource } from './rule-model.ts'
import type { CertificateFacts, IssueKind, RuleField } from './validate.ts'

/** epm-behaviour 4.6, row by row, over every combination of what a rule can hold. The rows know no pattern of the code. */

export const now = new Date('2026-06-01T00:00:00Z')
const facts = (from: number, to: number): CertificateFacts => ({
  notBefore: new Date(Date.UTC(from, 0)),
  notAfter: new Date(Date.UTC(to, 0)),
  isCa: false,
})

const names = { given: 'Install', missing: '' }
export const fileNames = {
  plain: 'setup.exe',
  script: 'setup.ps1',
  wildcard: 'setup-*.exe',
  wildcardInExtension: 'setup.ex?',
  otherType: 'setup.dll',
  missing: '',
}
export const paths = {
  none: '',
  protected: 'C:\\Program Files\\Contoso',
  wildcard: 'C:\\Program Files\\*',
  network: '\\\\server\\share',
}
export const hashes = { none: '', good: 'ab'.repeat(32), bad: 'ab'.repeat(31) }
const reusable = (settingId: string, type: 'publisher' | null): SignatureSource => ({
  kind: 'reusableSetting',
  settingId,
  certificateType: type,
})
const upload = (certificate: string, type: 'publisher' | null): SignatureSource => ({
  kind: 'uploadedCertificate',
  certificate,
  certificateType: type,
})
export const sources: Record<string, SignatureSource> = {
  notConfigured: { kind: 'notConfigured' },
  reusable: reusable('id', 'publisher'),
  reusableWithoutCertificate: reusable('', 'publisher'),
  reusableWithoutType: reusable('id', null),
  upload: upload('A'.repeat(400), 'publisher'),
  uploadWithoutCertificate: upload('', 'publisher'),
  uploadWithoutType: upload('A'.repeat(400), null),
}
export const argumentLists = { any: null, empty: [], listed: ['/S'] }
const versions = { none: '', good: '1.2.3.4', bad: '1.2.3' }
const products = { none: '', given: 'Contoso Setup' }
export const certificates: Record<string, CertificateFacts[]> = {
  valid: [facts(2025, 2028)],
  expired: [facts(2020, 2025)],
  early: [facts(2027, 2028)],
  unreadable: ['unreadable'],
}

export type Combination = {
  type: (typeof elevationTypes)[number]
  name: keyof typeof names
  fileName: keyof typeof fileNames
  path: keyof typeof paths
  hash: keyof typeof hashes
  source: string
  arguments: keyof typeof argumentLists
  version: keyof typeof versions
  product: keyof typeof products
  certificate: string
}

export type Row = {
  row: string
  kind: IssueKind
  field: RuleField
  says: RegExp
  when: (combination: Combination) => boolean
}

const hasWildcardName = ({ fileName }: Combination): boolean => fileName.startsWith('wildcard')
const isRead = ({ source }: Combination): boolean =>
  source !== 'notConfigured' && !source.endsWith('WithoutCertificate')

export const rows: Row[] = [
  {
    row: 'Rule name present',
    kind: 'error',
    field: 'name',
    says: /Enter a rule name/,
    when: ({ name }) => name === 'missing',
  },
  {
    row: 'File name present and of a type that EPM knows',
    kind: 'error',
    field: 'fileName',
    says: /Enter a file name|must end in/,
    when: ({ fileName }) => fileName === 'missing' || fileName === 'otherType',
  },
  {
    row: 'No wildcard in the extension',
    kind: 'error',
    field: 'fileName',
    says: /extension cannot/,
    when: ({ fileName }) => fileName === 'wildcardInExtension',
  },
  {
    row: 'No wildcard in the name of an automatic rule',
    kind: 'error',
    field: 'fileName',
    says: /automatic rule cannot/,
    when: (each) => each.type === 'automatic' && hasWildcardName(each),
  },
  {
    row: 'No wildcard in the path of an automatic rule',
    kind: 'error',
    field: 'filePath',
    says: /automatic rule cannot/,
    when: ({ type, path }) => type === 'automatic' && path === 'wildcard',
  },
  {
    row: 'Hash present when the signature source is Not configured',
    kind: 'error',
    field: 'fileHash',
    says: /needs a file hash/,
    when: ({ type, source, hash }) =>
      hash === 'none' && (source === 'notConfigured' || type === 'automatic'),
  },
  {
    row: 'Hash present when the type is Automatic',
    kind: 'error',
    field: 'fileHash',
    says: /elevates automatically needs/,
    when: ({ type, hash }) => type === 'automatic' && hash === 'none',
  },
  {
    row: 'Hash is 64 hex digits',
    kind: 'error',
    field: 'fileHash',
    says: /64 digits/,
    when: ({ hash }) => hash === 'bad',
  },
  {
    row: 'Certificate chosen',
    kind: 'error',
    field: 'certificate',
    says: /Choose a certificate\.|Upload a certificate/,
    when: ({ source }) => source.endsWith('WithoutCertificate'),
  },
  {
    row: 'Certificate type chosen',
    kind: 'error',
    field: 'certificateType',
    says: /certificate type/,
    when: ({ source }) => source.endsWith('WithoutType'),
  },
  {
    row: 'Uploaded file parses',
    kind: 'error',
    field: 'certificate',
    says: /cannot be read/,
    when: (each) => each.certificate === 'unreadable' && isRead(each),
  },
  {
    row: 'Minimum version is four numbers',
    kind: 'error',
    field: 'minimumVersion',
    says: /four numbers/,
    when: ({ version }) => version === 'bad',
  },
  {
    row: 'File path is not a network path',
    kind: 'error',
    field: 'filePath',
    says: /Network/,
    when: ({ path }) => path === 'network',
  },
  {
    row: 'At least one argument in an allow list',
    kind: 'error',
    field: 'restrictArguments',
    says: /at least one/,
    when: (each) => each.arguments === 'empty',
  },
  {
    row: 'Certificate and file name as the only attributes',
    kind: 'warning',
    field: 'signatureSource',
    says: /file name alone/,
    when: (each) =>
      each.source !== 'notConfigured' &&
      each.type !== 'automatic' &&
      each.hash === 'none' &&
      each.path === 'none' &&
      each.version === 'none' &&
      each.product === 'none',
  },
  {
    row: 'No file path',
    kind: 'advice',
    field: 'filePath',
    says: /Give a folder/,
    when: ({ path }) => path === 'none',
  },
  {
    row: 'Certificate expired or not yet valid',
    kind: 'warning',
    field: 'certificate',
    says: /expired|not valid yet/,
    when: (each) => ['expired', 'early'].includes(each.certificate) && isRead(each),
  },
  {
    row: 'Type Automatic',
    kind: 'caution',
    field: 'elevationType',
    says: /nobody is asked/,
    when: ({ type }) => type === 'automatic',
  },
  {
    row: 'Type Elevate as current user',
    kind: 'caution',
    field: 'elevationType',
    says: /own account/,
    when: ({ type }) => type === 'currentUser',
  },
  {
    row: 'Type Support approved',
    kind: 'advice',
    field: 'elevationType',
    says: /reviews each request/,
    when: ({ type }) => type === 'supportApproved',
  },
  {
    row: 'Type Deny',
    kind: 'advice',
    field: 'childProcessBehavior',
    says: /no effect in a deny rule/,
    when: ({ type }) => type === 'deny',
  },
]

const keysOf = <Key extends string>(values: Record<Key, unknown>): Key[] =>
  Object.keys(values) as Key[]

export const combinations: Combination[] = elevationTypes.flatMap((type) =>
  keysOf(sources).flatMap((source) =>
    keysOf(certificates)
      // Without a certificate there is nothing to know of it.
      .filter((certificate) => source !== 'notConfigured' || certificate === 'valid')
      .flatMap((certificate) =>
        keysOf(hashes).flatMap((hash) =>
          keysOf(fileNames).flatMap((fileName) =>
            keysOf(paths).flatMap((path) =>
              keysOf(argumentLists).flatMap((list) =>
                keysOf(versions).flatMap((version) =>
                  keysOf(products).map((product): Combination => ({
                    type,
                    source,
                    certificate,
                    hash,
                    fileName,
                    path,
                    arguments: list,
                    version,
                    product,
                    name: product === 'none' && version === 'bad' ? 'missing' : 'given',
                  })),
                ),
              ),
            ),
          ),
        ),
      ),
  ),
)

export const ruleOf = (each: Combination): RuleModel => ({
  ...newRule(),
  name: names[each.name],
  elevationType: each.type,
  validation: ['windowsAuthentication'],
  fileName: fileNames[each.fileName],
  filePath: paths[each.path],
  fileHash: hashes[each.hash],
  signatureSource: sources[each.source] ?? { kind: 'notConfigured' },
  minimumVersion: versions[each.version],
  productName: products[each.product],
  restrictArguments: argumentLists[each.arguments],
})
