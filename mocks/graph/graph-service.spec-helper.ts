import { createToken } from '#server/http/tokens.ts'
import type { World } from '#worlds/world.ts'

import { createTestService, type TestService } from '../test-service.ts'
import { graphMode } from './graph-mode.ts'

export type GraphService = {
  service: TestService
  /** Graph, as a page's `fetch` sees it. */
  fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>
  /** Every call that arrived, `GET /deviceManagement/…`. */
  calls: string[]
  /** A bearer token of one of the world's people. */
  tokenOf: (userPrincipalName: string) => Promise<string>
}

/** The core in Graph mode for one test, with what arrived at it. */
export const createGraphService = async (world: World): Promise<GraphService> => {
  const service = await createTestService(world, 'https://graph.microsoft.com')
  const answer = graphMode((request) => service.api.fetch(request))
  const calls: string[] = []
  return {
    service,
    calls,
    fetch: (input, init) => {
      // What a browser adds and the core does not need.
      const { signal, ...rest } = init ?? {}
      const request = new Request(input, { ...rest, ...(signal ? { signal } : {}) })
      calls.push(`${request.method} ${new URL(request.url).pathname.replace('/beta', '')}`)
      return answer(request)
    },
    tokenOf: (userPrincipalName) => {
      const user = world.users.find((each) => each.userPrincipalName === userPrincipalName)
      if (!user) throw new Error(`Nobody is called ${userPrincipalName} in world ${world.name}.`)
      return service.db
        .transaction()
        .execute((tx) =>
          createToken(
            tx,
            { purpose: 'user', subjectId: user.id, label: 'spec' },
            { id: crypto.randomUUID(), now: world.at },
          ),
        )
    },
  }
}
