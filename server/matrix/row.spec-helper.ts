import type { Principal } from './people.spec-helper.ts'
import { idOf, type Place } from './world.spec-helper.ts'

/** `needs` is its row's. */
export type Cell = { principal: Principal; place: Place; needs: string }
export type Call = {
  params?: Record<string, string>
  query?: string
  body?: unknown
  headers?: Record<string, string>
}

/**
 * What a call needs and answers, written down from epm-behaviour 10.3 and 11 and from the life cycle, not from
 * `server/http/rights.ts`: a wrong right in the service shows as a wrong cell. A new endpoint needs a row here.
 */
export type Row = {
  /** The right without `Microsoft.Intune_` or `Microsoft.Exchange_`, or who may call without one: `anyone`, `a signed-in person`, `a device`. */
  needs: string
  /** A refusal of a change is audited whatever its status. */
  changes?: true
  /** Never an item of a batch. */
  alone?: true
  /** Out of scope the object is answered as one that is not there. */
  hidden?: true
  /** What the answer shows exactly when the object is in scope; `null` for answers that scope does not touch. */
  shows?: (cell: Cell) => string | { text: string; out: string }
  /** A status beyond the rights, for whoever holds them; null for success. */
  rule?: (cell: Cell) => number | null
  call: (cell: Cell) => Call
}

export const one = (kind: string, more: Omit<Call, 'params'> = {}) => ({
  call: ({ place }: Cell): Call => ({ params: { id: idOf(kind, place) }, ...more }),
})
export const shownAs = (kind: string) => ({ shows: ({ place }: Cell) => idOf(kind, place) })
export const plain = (more: Call = {}) => ({ call: () => more })
export const version1 = { 'If-Match': '"1"' }

export const change = { changes: true } as const
export const hidden = { hidden: true } as const
export const alone = { alone: true } as const
export const signedIn = 'a signed-in person'
