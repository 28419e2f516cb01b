import type { ManagedDevice } from '#contract/directory.ts'

export type Compliance = {
  word: string
  /** One sentence for the device page. */
  meaning: string
  tone: 'success' | 'warning' | 'danger' | 'neutral'
}

const known: Record<string, Compliance> = {
  compliant: {
    word: 'Compliant',
    meaning: 'The device meets its compliance policies.',
    tone: 'success',
  },
  noncompliant: {
    word: 'Not compliant',
    meaning: 'The device does not meet at least one of its compliance policies.',
    tone: 'danger',
  },
  inGracePeriod: {
    word: 'In grace period',
    meaning:
      'The device does not meet a compliance policy, but the time it was given to do so has not ended.',
    tone: 'warning',
  },
  conflict: {
    word: 'Conflict',
    meaning: 'Two compliance policies contradict each other on this device.',
    tone: 'warning',
  },
  error: {
    word: 'Error',
    meaning: 'Intune could not find out whether the device is compliant.',
    tone: 'danger',
  },
  configManager: {
    word: 'Managed by Configuration Manager',
    meaning: 'Configuration Manager decides whether the device is compliant, not Intune.',
    tone: 'neutral',
  },
  unknown: {
    word: 'Unknown',
    meaning: 'The device has not reported whether it is compliant.',
    tone: 'neutral',
  },
}
const silent: Compliance = {
  word: 'Not recorded',
  meaning: 'Nothing is recorded about the compliance of this device.',
  tone: 'neutral',
}

/** Never reads an unknown state as compliant. */
export const complianceOf = (state: string | null | undefined): Compliance => {
  if (state === undefined || state === null || state === '') return silent
  if (Object.hasOwn(known, state)) return known[state] ?? silent
  return {
    word: state,
    meaning: 'This console does not know this compliance state.',
    tone: 'neutral',
  }
}

/** Windows releases by the third part of the version (Microsoft's release information pages). */
const releases: Record<string, string> = {
  '19042': 'Windows 10 20H2',
  '19043': 'Windows 10 21H1',
  '19044': 'Windows 10 21H2',
  '19045': 'Windows 10 22H2',
  '22000': 'Windows 11 21H2',
  '22621': 'Windows 11 22H2',
  '22631': 'Windows 11 23H2',
  '26100': 'Windows 11 24H2',
  '26200': 'Windows 11 25H2',
}

/** "Windows 11 24H2" for `10.0.26100.6899`; null when it is not Windows or not known. */
export const windowsRelease = ({
  operatingSystem,
  osVersion,
}: Pick<ManagedDevice, 'operatingSystem' | 'osVersion'>): string | null => {
  if (operatingSystem !== undefined && operatingSystem !== null && operatingSystem !== 'Windows')
    return null
  const build = /^10\.0\.(\d{5})(?:\.\d+)?$/.exec(osVersion ?? '')?.[1]
  return build === undefined ? null : (releases[build] ?? null)
}

/** Maker and model in one; many models already begin with their maker. */
export const hardwareOf = ({
  manufacturer,
  model,
}: Pick<ManagedDevice, 'manufacturer' | 'model'>): string => {
  const maker = manufacturer ?? ''
  const name = model ?? ''
  return name.toLowerCase().startsWith(`${maker} `.toLowerCase())
    ? name
    : [maker, name].filter(Boolean).join(' ')
}

const joins: Record<string, string> = {
  azureADJoined: 'Microsoft Entra joined',
  hybridAzureADJoined: 'Microsoft Entra hybrid joined',
  azureADRegistered: 'Microsoft Entra registered',
  unknown: 'Unknown',
}

/** EPM needs joined devices; registered ones are not supported. */
export const joinWords = (joinType: string): string =>
  Object.hasOwn(joins, joinType) ? (joins[joinType] ?? joinType) : joinType

/** "1 device", "1,204 devices". */
export const devicesCounted = (total: number): string =>
  `${total.toLocaleString('en')} ${total === 1 ? 'device' : 'devices'}`
