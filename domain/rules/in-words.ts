import type { ElevationSettings } from './elevation-settings.ts'
import type {
  KnownChildProcessBehavior,
  KnownElevationType,
  RuleModel,
  Unknown,
  Validation,
} from './rule-model.ts'

/** `value` may hold text that others wrote: show it as foreign text. `summary` never does. */
export type Line = { label: string; value: string }
export type InWords = { summary: string; lines: Line[] }

export const elevationTypeLabels: Readonly<Record<KnownElevationType, string>> = {
  userConfirmed: 'User confirmed',
  automatic: 'Automatic',
  supportApproved: 'Support approved',
  deny: 'Deny',
  currentUser: 'Elevate as current user',
}
export const childProcessBehaviorLabels: Readonly<Record<KnownChildProcessBehavior, string>> = {
  requireRule: 'Require rule to elevate',
  allowAll: 'Allow all child processes to run elevated',
  denyAll: 'Deny all',
}
export const validationLabels: Readonly<Record<Validation, string>> = {
  businessJustification: 'Business justification',
  windowsAuthentication: 'Windows authentication',
}
export const certificateTypeLabels = {
  publisher: 'Publisher',
  certificateAuthority: 'Certificate authority',
} as const
export const signatureSourceLabels = {
  reusableSetting: 'Use a certificate file in reusable settings',
  uploadedCertificate: 'Upload a certificate file',
  notConfigured: 'Not configured',
} as const
export const defaultResponseLabels = {
  deny: 'Deny all requests',
  userConfirmation: 'Require user confirmation',
  supportApproval: 'Require support approval',
} as const
export const reportingScopeLabels = {
  all: 'Diagnostic data and all endpoint elevations',
  managed: 'Diagnostic data and managed elevations only',
  diagnosticOnly: 'Diagnostic data only',
} as const

const notConfigured = 'Not configured'

const labelOf = <Name extends string>(
  labels: Readonly<Record<Name, string>>,
  value: Name | Unknown | null,
): string => {
  if (value === null) return notConfigured
  if (typeof value === 'string') return labels[value]
  return value.unknown === '' ? notConfigured : `Unknown (${value.unknown})`
}

export const elevationTypeLabel = (type: RuleModel['elevationType']): string =>
  labelOf(elevationTypeLabels, type)

const list = (parts: readonly string[]): string =>
  parts.length < 2
    ? (parts[0] ?? '')
    : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1] ?? ''}`

const validationText = (validation: readonly Validation[]): string =>
  validation.length === 0
    ? notConfigured
    : validation.map((name) => validationLabels[name]).join(', ')

/** A rule as label and value pairs with the console's exact labels, in the order of the rule editor. */
export const ruleInWords = (
  rule: RuleModel,
  reusableSettingName: (id: string) => string | undefined = () => undefined,
): InWords => {
  const { elevationType: type, restrictArguments } = rule
  const asksUser = type === 'userConfirmed' || type === 'currentUser'
  const lines: Line[] = [
    { label: 'Rule name', value: rule.name },
    { label: 'Description', value: rule.description },
    { label: 'Elevation type', value: elevationTypeLabel(type) },
    ...(asksUser ? [{ label: 'Validation', value: validationText(rule.validation) }] : []),
    {
      label: 'Child process behavior',
      value: labelOf(childProcessBehaviorLabels, rule.childProcessBehavior),
    },
    { label: 'File name', value: rule.fileName },
    { label: 'File path', value: rule.filePath },
    ...signatureLines(rule, reusableSettingName),
    { label: 'File hash', value: rule.fileHash },
    { label: 'Minimum version', value: rule.minimumVersion },
    { label: 'File description', value: rule.fileDescription },
    { label: 'Product name', value: rule.productName },
    { label: 'Internal name', value: rule.internalName },
    { label: 'Restrict arguments', value: restrictArguments ? 'Allow list' : notConfigured },
    ...(restrictArguments ?? []).map((value) => ({ label: 'Argument', value })),
  ]
  return {
    summary: [fileSentence(rule), argumentsSentence(rule), childrenSentence(rule)]
      .filter((sentence) => sentence !== '')
      .join(' '),
    lines: lines.map(({ label, value }) => ({
      label,
      value: value === '' ? notConfigured : value,
    })),
  }
}

const signatureLines = (
  { signatureSource: source }: RuleModel,
  nameOf: (id: string) => string | undefined,
): Line[] => {
  const label = 'Signature source'
  if (source.kind === 'unknown') return [{ label, value: labelOf({}, source) }]
  const value = signatureSourceLabels[source.kind]
  if (source.kind === 'notConfigured') return [{ label, value }]
  const certificate =
    source.kind === 'reusableSetting'
      ? { label: 'Certificate', value: nameOf(source.settingId) ?? source.settingId }
      : {
          label: 'File upload',
          value: source.certificate === '' ? '' : 'A certificate in this rule',
        }
  const type = labelOf(certificateTypeLabels, source.certificateType)
  return [{ label, value }, certificate, { label: 'Certificate type', value: type }]
}

const fileSentence = (rule: RuleModel): string => {
  const signed = rule.signatureSource.kind !== 'notConfigured'
  const attributes = [
    ...(rule.fileName ? ['name'] : []),
    ...(rule.filePath ? ['folder'] : []),
    ...(rule.fileHash ? ['hash'] : []),
    ...(signed ? ['signature'] : []),
    ...(rule.minimumVersion ? ['minimum version'] : []),
    ...(rule.fileDescription ? ['description'] : []),
    ...(rule.productName ? ['product name'] : []),
    ...(rule.internalName ? ['internal name'] : []),
  ]
  const file = attributes.length === 0 ? 'Any file' : `A file with this ${list(attributes)}`
  return `${file} ${effectOf(rule)}.`
}

const effectOf = ({ elevationType: type, validation }: RuleModel): string => {
  const steps = [
    ...(validation.includes('businessJustification') ? ['gives a justification'] : []),
    ...(validation.includes('windowsAuthentication') ? ['signs in again'] : []),
    'confirms',
  ]
  switch (type) {
    case 'userConfirmed':
      return `runs elevated after the user ${list(steps)}`
    case 'automatic':
      return 'runs elevated every time, without asking anyone'
    case 'supportApproved':
      return 'runs elevated only after support approved the user’s request'
    case 'deny':
      return 'is never elevated'
    case 'currentUser':
      return `runs elevated in the user’s own account after the user ${list(steps)}`
    default:
      return 'is handled in a way that this console does not know'
  }
}

const argumentsSentence = ({ restrictArguments, elevationType }: RuleModel): string =>
  restrictArguments === null || elevationType === 'deny'
    ? ''
    : 'It may be started without arguments or with one of the listed ones.'

const childrenSentence = ({ childProcessBehavior, elevationType }: RuleModel): string => {
  if (elevationType === 'deny') return ''
  switch (childProcessBehavior) {
    case 'requireRule':
      return 'What it starts needs a rule of its own.'
    case 'allowAll':
      return 'Everything it starts runs elevated too, even what a deny rule forbids.'
    case 'denyAll':
      return 'What it starts runs without elevation.'
    case null:
    default:
      return ''
  }
}

const yesNo = (value: boolean | Unknown | null, yes = 'Yes', no = 'No'): string =>
  typeof value === 'boolean' ? (value ? yes : no) : labelOf({}, value)

/** An elevation settings policy; fields that have no effect under a choice are left out, as the form does. */
export const elevationSettingsInWords = (settings: ElevationSettings): InWords => {
  const { enabled, defaultResponse, sendData } = settings
  const lines: Line[] = [
    { label: 'Endpoint Privilege Management', value: yesNo(enabled, 'Enabled', 'Disabled') },
  ]
  if (enabled !== false) {
    lines.push({
      label: 'Default elevation response',
      value: labelOf(defaultResponseLabels, defaultResponse),
    })
    if (defaultResponse === 'userConfirmation') {
      lines.push({ label: 'Validation', value: validationText(settings.validation) })
    }
    lines.push({ label: 'Send elevation data for reporting', value: yesNo(sendData) })
    if (sendData !== false) {
      const scope = labelOf(reportingScopeLabels, settings.reportingScope)
      lines.push({ label: 'Reporting scope', value: scope })
    }
    lines.push({
      label: '(Preview) Automatically detect elevations',
      value: yesNo(settings.detectElevations),
    })
  }
  return { summary: settingsSentence(settings), lines }
}

const settingsSentence = (settings: ElevationSettings): string => {
  if (settings.enabled === false) {
    return 'Endpoint Privilege Management is off. Its components leave the device after seven days.'
  }
  const report =
    settings.sendData === false
      ? 'Nothing is reported.'
      : settings.reportingScope === 'diagnosticOnly'
        ? 'No elevations are reported.'
        : settings.reportingScope === 'managed'
          ? 'Managed elevations are reported.'
          : settings.reportingScope === 'all'
            ? 'All elevations are reported.'
            : ''
  return `${responseSentence(settings)} ${report}`.trim()
}

const responseSentence = ({ defaultResponse, validation }: ElevationSettings): string => {
  switch (defaultResponse) {
    case null:
    case 'deny':
      return 'A request for a file that no rule covers is denied.'
    case 'userConfirmation':
      return validation.length === 0
        ? 'A file that no rule covers runs elevated once the user clicks Continue.'
        : 'A file that no rule covers runs elevated once the user passes the validation.'
    case 'supportApproval':
      return 'A file that no rule covers runs elevated only after support approved the request.'
    default:
      return 'What happens to a file that no rule covers is not known to this console.'
  }
}
