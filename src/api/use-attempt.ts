import { useRef, useState } from 'react'

import { now } from '#src/lib/clock.ts'
import { newId } from '#src/lib/new-id.ts'

/** Clocks of page and service differ; what is older than this before the first sending is another thing of the same name. */
const tolerance = 10 * 60_000

export type Attempt = {
  /** The same key for the same body, so that a second try after a lost answer makes no second thing (R6). */
  keyOf: (body: unknown) => string
  /** Whether what was created then (ISO) can be what this attempt made; nothing that says no time can. */
  isFrom: (createdDateTime: string | undefined) => boolean
}

/** What a form that makes something knows of its own tries. */
export const useAttempt = (): Attempt => {
  const latest = useRef({ text: '', key: '', at: 0 })
  const [attempt] = useState(() => ({
    keyOf: (body: unknown) => {
      const text = JSON.stringify(body)
      if (latest.current.text !== text) latest.current = { text, key: newId(), at: now() }
      return latest.current.key
    },
    isFrom: (createdDateTime: string | undefined) =>
      Date.parse(createdDateTime ?? '') >= latest.current.at - tolerance,
  }))
  return attempt
}
