import type { Elevation } from '#contract/elevations.ts'

import { outcomeOf, resultNumber, resultWords, type ElevationOutcome } from './result-code.ts'

type Words = Readonly<Record<string, string>>

const userTypes: Words = {
  undetermined: 'Not told',
  azureAd: 'Microsoft Entra account',
  hybrid: 'Hybrid account (Active Directory and Microsoft Entra)',
  local: 'Local account of the device',
}
const processTypes: Words = {
  undefined: 'Not told',
  parent: 'Started by itself (parent)',
  child: 'Started by another elevated process (child)',
}

/** A member of the future is said as it is. */
const known = (words: Words, value: string) =>
  Object.hasOwn(words, value) ? (words[value] ?? value) : value

export const userTypeWord = ({ userType }: Pick<Elevation, 'userType'>) =>
  known(userTypes, userType)
export const processTypeWord = ({ processType }: Pick<Elevation, 'processType'>) =>
  known(processTypes, processType)

export const outcomeWords: Readonly<Record<ElevationOutcome, string>> = {
  succeeded: 'Succeeded',
  failed: 'Failed',
  denied: 'Denied',
  notTold: 'Not told',
}

/** The exit code with what it means: "1602: Installation cancelled by the user". Devices report 0 for unmanaged ones. */
export const resultText = (elevation: Pick<Elevation, 'elevationType' | 'result'>): string => {
  const { result } = elevation
  switch (outcomeOf(elevation)) {
    case 'notTold':
      return 'Devices do not report how unmanaged elevations end.'
    case 'denied':
      return `${resultNumber(result)}: a rule, or the default response, did not let it run.`
    case 'succeeded':
    case 'failed': {
      const words = resultWords(result)
      return words === null
        ? `${resultNumber(result)}: a code of the program’s own, not known here.`
        : `${resultNumber(result)}: ${words}.`
    }
  }
}
