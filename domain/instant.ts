const pattern = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,7}))?(Z|[+-]\d{2}:\d{2})$/

/**
 * A wire date-time (1 to 7 fractional digits, `Z` or an offset) as milliseconds since 1970, cut to the millisecond;
 * null when it is no such date-time. Graph's dates must never be compared as text.
 */
export const parseInstant = (text: string | null | undefined): number | null => {
  const parts = text ? pattern.exec(text) : null
  if (!parts) return null
  const fraction = (parts[2] ?? '').slice(0, 3).padEnd(3, '0')
  const ms = Date.parse(`${parts[1]}.${fraction}${parts[3]}`)
  return Number.isNaN(ms) ? null : ms
}
