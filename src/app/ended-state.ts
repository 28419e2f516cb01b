import type { QueryClient } from '@tanstack/react-query'

import { configQuery } from '#src/api/session.ts'
import { idleSeconds } from '#src/lib/activity.ts'

/** The service counts in steps of a few seconds. */
const tolerance = 10

/** For the sign-in page: the session has ended, and whether that is because nobody touched the page (R41). */
export const endedState = (client: QueryClient) => {
  const idleMinutes = client.getQueryData(configQuery.queryKey)?.session?.idleMinutes
  const idle = idleMinutes !== undefined && idleSeconds() >= idleMinutes * 60 - tolerance
  return { ended: true, ...(idle ? { idleMinutes } : {}) }
}
