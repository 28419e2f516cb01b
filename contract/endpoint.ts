import type { z } from './zod.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may call an endpoint at all; rights come on top, in `server/http/rights.ts`. */
export type Audience = 'anyone' | 'user' | 'device' | 'user or device'

export type Endpoint<
  Path extends string = string,
  Body extends z.ZodType | null = z.ZodType | null,
  Answer extends z.ZodType | null = z.ZodType | null,
  Who extends Audience = Audience,
> = {
  method: Method
  /** Relative to the API base (`/beta`); `{name}` is one path parameter. */
  path: Path
  audience: Who
  /** `true` for collections that read OData query options. */
  odata: boolean
  body: Body
  /** Null answers 204 and no body. */
  response: Answer
  /** The status of success. */
  success: 200 | 201 | 204 | 302
  /** Largest body in bytes, checked before parsing (R27). */
  bodyLimit: number
  /** Statuses this endpoint documents beside 400, 401, 403, 429 and 500. */
  errors: readonly number[]
  /** Decisions and creations accept `Idempotency-Key` (R6). */
  idempotent: boolean
  /** False for GET and for a POST that only asks: it may be sent again, and a lost answer leaves no question open. */
  changes: boolean
  /** Answers 401 `freshSignInRequired` when the person of a session signed in more than five minutes ago (R42). */
  freshSignIn: boolean
  format: Format
}

/**
 * `octetStream` is JSON all the same, sent as application/octet-stream: the habit of Graph's reports. `file` is bytes to
 * keep, sent as they come. `redirect` is for a browser's address bar: it answers 302, refusals too, which lead to the sign-in page.
 */
export type Format = 'json' | 'text' | 'events' | 'octetStream' | 'file' | 'redirect'

type Options<
  Body extends z.ZodType | null,
  Answer extends z.ZodType | null,
  Who extends Audience,
> = {
  body?: Body
  response?: Answer
  audience?: Who
  odata?: boolean
  success?: 200 | 201 | 204 | 302
  bodyLimit?: number
  errors?: readonly number[]
  idempotent?: boolean
  changes?: boolean
  freshSignIn?: boolean
  format?: Format
}

/** What every decision on a request has in common, whatever was asked for. */
export const decides = { errors: [404, 409, 412, 422, 503], idempotent: true } as const

const defaultBodyLimit = 64 * 1024

export const endpoint = <
  const Path extends string,
  Body extends z.ZodType | null = null,
  Answer extends z.ZodType | null = null,
  const Who extends Audience = 'user',
>(
  method: Method,
  path: Path,
  options: Options<Body, Answer, Who>,
): Endpoint<Path, Body, Answer, Who> => ({
  method,
  path,
  audience: (options.audience ?? 'user') as Who,
  odata: options.odata ?? false,
  body: (options.body ?? null) as Body,
  response: (options.response ?? null) as Answer,
  success: options.success ?? (options.response ? 200 : 204),
  bodyLimit: options.bodyLimit ?? defaultBodyLimit,
  errors: options.errors ?? [],
  idempotent: options.idempotent ?? false,
  changes: options.changes ?? method !== 'GET',
  freshSignIn: options.freshSignIn ?? false,
  format: options.format ?? 'json',
})

/** `'/a/{id}/b/{key}'` → `{ id: string; key: string }` */
export type PathParams<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [K in Name]: string } & PathParams<Rest>
  : unknown

/** The base under which every endpoint stands, as Graph's own `/beta`. */
export const apiBase = '/beta'
