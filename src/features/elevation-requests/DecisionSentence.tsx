import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { decisionText } from './request-text.ts'

/** "Denied by …, 2 h ago: “reason”", after the first sentence; nothing while nobody has decided. */
export const DecisionSentence = ({ request }: { request: ElevationRequest }) => {
  const decision = decisionText(request, useNow())
  if (decision === null) return null
  const { verb, by, at, reason, after } = decision
  return (
    <>
      {' '}
      {verb} by <DeviceText value={by} kind="name" />
      {at !== '' && (
        <>
          , <When at={at} />
        </>
      )}
      {reason === '' ? (
        '.'
      ) : (
        <>
          : “<DeviceText value={reason} kind="name" shorten={200} />
          ”.
        </>
      )}
      {after !== '' && ` ${after}`}
    </>
  )
}
