import { apiBase, endpoints } from '#contract/endpoints.ts'
import { now } from '#src/lib/clock.ts'

import { createClient } from './client.ts'
import { holdBack } from './held-back.ts'

/** The client of the embedded service: same origin, session cookie, and the static header of R39. */
export const api = createClient(endpoints, {
  baseUrl: globalThis.location.origin + apiBase,
  fetch: (input, init) => globalThis.fetch(input, init),
  headers: () => ({ 'X-EPM-Request': '1' }),
  isOffline: () => navigator.onLine === false,
  now,
  onHeldBack: holdBack,
})
