export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** UTC text with milliseconds, that many milliseconds before (or, negative, after) the instant. */
export const before = (at: Date, milliseconds: number): string =>
  new Date(at.getTime() - milliseconds).toISOString()

/** Midnight UTC of the day of the instant. */
export const startOfDay = (at: Date): number => Math.floor(at.getTime() / day) * day
