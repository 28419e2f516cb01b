/** The only clock of the interface, so that tests can stand at one instant. */
export type Clock = { now: () => number }

const systemClock: Clock = { now: () => Date.now() }
let current = systemClock

/** Milliseconds since the epoch. */
export const now = () => current.now()

/** Tests only: `setClock({ now: () => Date.UTC(...) })`; null brings the real clock back. */
export const setClock = (clock: Clock | null) => {
  current = clock ?? systemClock
}
