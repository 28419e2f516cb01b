import type { ElevationBatchAnswer, ElevationBatchBody } from '#contract/elevations.ts'
import type { ElevationRequest, ElevationRequestCreateBody } from '#contract/elevation-requests.ts'
import { apiBase } from '#contract/endpoint.ts'
import { endpoints, type Endpoints } from '#contract/endpoints.ts'
import type { DeviceCheckIn } from '#contract/device-check-in.ts'
import { GraphError } from '#contract/errors.ts'
import type { z } from '#contract/zod.ts'

/** The console said no, or said something that is not in the contract. `status` 0: it did not answer at all. */
export class DeviceCallFailed extends Error {
  readonly status: number
  /** Seconds to wait, from Retry-After. */
  readonly retryAfter: number | null

  constructor(status: number, message: string, retryAfter: number | null = null) {
    super(message)
    this.status = status
    this.retryAfter = retryAfter
  }
}

export type Fetch = (request: Request) => Promise<Response>

/** The three calls of a device. Every answer is read through the contract. */
export type DeviceClient = {
  checkIn: () => Promise<DeviceCheckIn>
  reportElevations: (body: ElevationBatchBody) => Promise<ElevationBatchAnswer>
  requestElevation: (body: ElevationRequestCreateBody) => Promise<ElevationRequest>
}

export const createDeviceClient = (facts: {
  fetch: Fetch
  url: URL
  token: string
  newId: () => string
}): DeviceClient => {
  const call = async <N extends 'deviceCheckIn' | 'elevationCreateMany' | 'elevationRequestCreate'>(
    name: N,
    body?: unknown,
  ): Promise<z.output<Endpoints[N]['response']>> => {
    const { method, path, response: schema } = endpoints[name]
    const request = new Request(new URL(`${apiBase}${path}`, facts.url), {
      method,
      // A token must never follow a redirect to another address.
      redirect: 'error',
      headers: {
        authorization: `Bearer ${facts.token}`,
        accept: 'application/json',
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'idempotency-key': facts.newId() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = await facts.fetch(request).catch((failure: unknown) => {
      throw new DeviceCallFailed(0, failure instanceof Error ? failure.message : 'no answer')
    })
    const json: unknown = await answer.json().catch(() => null)
    if (!answer.ok) throw refused(answer, json)
    const parsed = schema.safeParse(json)
    if (!parsed.success) {
      throw new DeviceCallFailed(answer.status, `${name}: the answer is not as the contract says`)
    }
    return parsed.data as z.output<Endpoints[N]['response']>
  }
  return {
    checkIn: () => call('deviceCheckIn'),
    reportElevations: (body) => call('elevationCreateMany', body),
    requestElevation: (body) => call('elevationRequestCreate', body),
  }
}

const refused = (answer: Response, json: unknown): DeviceCallFailed => {
  const error = GraphError.safeParse(json)
  const seconds = Number(answer.headers.get('retry-after') ?? '')
  return new DeviceCallFailed(
    answer.status,
    error.success ? error.data.error.message : `status ${answer.status}`,
    Number.isFinite(seconds) && seconds > 0 ? seconds : null,
  )
}
