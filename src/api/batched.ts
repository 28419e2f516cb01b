import { batchLimit } from '#contract/batch.ts'
import type { EndpointName } from '#contract/endpoints.ts'
import { GraphError } from '#contract/errors.ts'

import { endpointOf } from './api.ts'
import { callPath, type CallAddress } from './client.ts'
import { ApiError } from './errors.ts'
import { callOnce, type Args, type Output } from './queries.ts'

type Answer = { status: number; body?: unknown }
type Waiting = {
  url: string
  onAnswer: (answer: Answer) => void
  onFailure: (reason: unknown) => void
}

let waiting: Waiting[] = []

const sendTogether = async (calls: readonly Waiting[]) => {
  try {
    const { responses } = await callOnce('batch', {
      body: {
        requests: calls.map(({ url }, place) => ({ id: String(place), method: 'GET', url })),
      },
    })
    // In any order, and one that is left out failed too.
    const byId = new Map(responses.map((response) => [response.id, response]))
    for (const [place, call] of calls.entries())
      call.onAnswer(byId.get(String(place)) ?? { status: 500 })
  } catch (reason) {
    for (const call of calls) call.onFailure(reason)
  }
}

const flush = () => {
  const calls = waiting
  waiting = []
  for (let from = 0; from < calls.length; from += batchLimit)
    void sendTogether(calls.slice(from, from + batchLimit))
}

const answerOf = (url: string) =>
  new Promise<Answer>((onAnswer, onFailure) => {
    // Everything that one drawing of a list asks for goes together.
    if (waiting.length === 0) setTimeout(flush, 0)
    waiting.push({ url, onAnswer, onFailure })
  })

/**
 * Reads something of one row of a list: what is asked for at the same time goes in one `$batch` of up to 20 (graph-contract
 * 8). Throws ApiError; nothing is tried again.
 */
export const readBatched = async <N extends EndpointName>(
  name: N,
  args: Args<N>,
): Promise<Output<N>> => {
  const endpoint = await endpointOf(name)
  // A mapped type under a generic key again: any call's arguments are an address with more.
  const { status, body } = await answerOf(callPath(endpoint, args as CallAddress))
  const head = { status, requestId: '', etag: null, retryAfter: null }
  if (status !== 200) {
    const refusal = GraphError.safeParse(body)
    throw new ApiError({ type: 'error', error: refusal.data?.error ?? null, ...head })
  }
  const parsed = endpoint.response?.safeParse(body)
  // The table says what this endpoint answers; the compiler cannot follow a generic key.
  if (parsed?.success === true) return parsed.data as Output<N>
  throw new ApiError({ ...head, type: 'clientError', kind: 'shape', detail: name })
}
