import { afterEach, beforeEach, vi } from 'vitest'

import { ConsoleConfig } from '#contract/console-config.ts'
import { createGraphService, type GraphService } from '#mocks/graph/graph-service.spec-helper.ts'
import { wireFaults, type WireFaultName } from '#mocks/wire-faults.spec-helper.ts'
import { speakThrough } from '#src/api/api.ts'
import { createGraphTransport } from '#src/api/graph/graph-transport.ts'
import type { GraphSignIn } from '#src/api/graph/sign-in.ts'
import { setClock } from '#src/lib/clock.ts'
import type { World } from '#worlds/world.ts'

export type FaultName = WireFaultName | 'offline'
/** All kinds of R54. */
// The keys of the object itself.
export const faultNames = [...(Object.keys(wireFaults) as WireFaultName[]), 'offline' as const]

/** What a person reads; `done` when it went through all the same. */
export type Outcome = RegExp | 'done'
export const notRecorded = /Not recorded/

/** A change whose answer is lost or not understood is looked up; it stands where the service had done its part. */
export const ofChange: Record<FaultName, Outcome> = {
  '429 with Retry-After': /Too many requests/,
  '429 without Retry-After': /Too many requests/,
  '500': /The service failed/,
  '502': notRecorded,
  '503': /The service is not available/,
  '504': notRecorded,
  silence: notRecorded,
  'reset before the answer': notRecorded,
  'reset in the answer': 'done',
  'reset at the end of the answer': 'done',
  'malformed JSON': 'done',
  'HTML with 200': 'done',
  'empty 200': 'done',
  'wrong types': 'done',
  'unknown enum': 'done',
  'missing field': 'done',
  '401': /Your session has ended/,
  '403 insufficient_claims': /Your session has ended/,
  '409': /Changed by somebody else/,
  '412': /Changed by somebody else/,
  '413': /Too large/,
  offline: /You are offline/,
}
export const ofList: Record<FaultName, Outcome> = {
  ...ofChange,
  '502': /The service failed/,
  '504': /The service failed/,
  silence: /The service did not answer in time/,
  'reset before the answer': /The service did not answer/,
  'reset in the answer': /The service did not answer/,
  'reset at the end of the answer': /The service did not answer/,
  'malformed JSON': /The answer could not be read/,
  'HTML with 200': /The answer could not be read/,
  'empty 200': /The answer could not be read/,
  'wrong types': /The answer was not as expected/,
  'missing field': /The answer was not as expected/,
}

/**
 * The faults for the surface at this place of a table: a quarter of them, another one for the next place, so that every fault meets
 * several surfaces. `EPM_FAULTS=all` is every fault at every surface, which takes minutes.
 */
export const faultsAt = (place: number): readonly FaultName[] =>
  process.env['EPM_FAULTS'] === 'all'
    ? faultNames
    : faultNames.filter((_, index) => index % 4 === place % 4)

type Fault = { name: FaultName; method: string; path: RegExp }

/**
 * For a page that speaks to the stand-in for Graph, one for each test, with faults on its way. Call it at the top of the file;
 * call what it returns inside a test.
 */
export const graphPerTest = (world: World, person: string) => {
  let graph: GraphService | null = null
  let fault: Fault | null = null
  let calls: string[] = []
  let speak: (deadline: number) => void = () => undefined
  const config = ConsoleConfig.parse({
    backend: 'graph',
    tenantId: 'contoso.example',
    clientId: 'id',
  })

  beforeEach(async () => {
    sessionStorage.clear()
    fault = null
    calls = []
    // The cache stamps its readings with the system's clock, the page compares them with its own: both stand at one instant.
    vi.useFakeTimers({ toFake: ['Date'], now: world.at })
    setClock({ now: () => world.at.getTime() })
    const service = await createGraphService(world)
    graph = service
    const token = await service.tokenOf(person)
    const signIn: GraphSignIn = {
      signedIn: () => true,
      token: () => Promise.resolve(token),
      challenged: () => undefined,
      leave: () => Promise.resolve(),
      end: () => Promise.resolve(),
      problem: null,
    }
    speak = (deadline) =>
      speakThrough(
        createGraphTransport(config, signIn, {
          sleep: () => Promise.resolve(),
          deadline,
          fetch: (input, init) => {
            const { pathname } = new URL(new Request(input).url)
            const method = init?.method ?? 'GET'
            const path = pathname.replace('/beta', '')
            calls.push(`${method} ${path}`)
            const serve = () => service.fetch(input, init)
            const hit = fault !== null && fault.method === method && fault.path.test(path)
            if (!hit || fault === null || fault.name === 'offline') return serve()
            return wireFaults[fault.name]({ serve, signal: init?.signal })
          },
        }),
      )
    speak(30_000)
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    vi.useRealTimers()
    setClock(null)
    await graph?.service.close()
    graph = null
  })

  return {
    service: () => {
      if (graph === null) throw new Error('The service exists inside a test only.')
      return graph.service
    },
    /** From now on every such call meets this. */
    fail: (name: FaultName, method: string, path: RegExp) => {
      fault = { name, method, path }
      calls = []
      // Nobody waits half a minute for a spec.
      if (name === 'silence') speak(1_500)
      if (name === 'offline') vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    },
    mend: () => {
      if (fault?.name === 'silence') speak(30_000)
      fault = null
      vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true)
    },
    /** What left the page since, `POST /deviceManagement/…`. */
    calls: (method: string, path: RegExp) =>
      calls.filter((call) => call.startsWith(`${method} `) && path.test(call.split(' ')[1] ?? '')),
  }
}
