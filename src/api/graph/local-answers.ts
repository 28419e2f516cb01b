import type { ConsoleConfig } from '#contract/console-config.ts'
import type { EpmConfig } from '#contract/epm.ts'
import { newId } from '#src/lib/new-id.ts'

import type { AnyCall } from '../api.ts'
import type { ApiResult } from '../result.ts'
import type { GraphSignIn } from './sign-in.ts'

const success = (data: unknown): ApiResult<unknown> => ({
  type: 'success',
  data,
  status: 200,
  requestId: '',
  etag: null,
  retryAfter: null,
})

/** What the console is when it speaks to Graph: Graph itself has no such answer. */
const configOf = ({ tenantId }: ConsoleConfig, signedIn: boolean): EpmConfig => ({
  backend: 'graph',
  version: '',
  world: tenantId,
  signIn: 'microsoft',
  signedIn,
  reports: { aggregationDates: false, trendFilters: false },
})

/** What lives under `/epm` is our own service's: answered here where the page can, and said to be missing where not. */
export const localAnswer = async (
  { name, endpoint }: AnyCall,
  config: ConsoleConfig,
  signIn: GraphSignIn,
): Promise<ApiResult<unknown> | null> => {
  if (!endpoint.path.startsWith('/epm/')) return null
  if (name === 'epmConfig') return success(configOf(config, signIn.signedIn()))
  if (name === 'signOut') {
    await signIn.end()
    return success(undefined)
  }
  return {
    type: 'clientError',
    kind: 'notOffered',
    wording: {
      title: 'Microsoft Graph does not offer this',
      message: 'It is kept by the console’s own service only.',
    },
    detail: name,
    requestId: newId(),
    status: null,
  }
}
