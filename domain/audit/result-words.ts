/** How an activity ended, in the words of the list and of its file. */
export type Result = { word: string; tone: 'success' | 'danger' | 'neutral' }

/** Graph writes `Success` and `Failure`, some of its parts `Fail`; what else it may write stays as it is. */
export const resultWords = (result: string | null | undefined): Result => {
  switch (result?.toLowerCase()) {
    case 'success':
      return { word: 'Carried out', tone: 'success' }
    case 'failure':
    case 'fail':
      return { word: 'Refused or failed', tone: 'danger' }
    case undefined:
    case '':
      return { word: 'Not recorded', tone: 'neutral' }
    default:
      return { word: result ?? '', tone: 'neutral' }
  }
}
