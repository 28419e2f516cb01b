import { parseArgs } from 'node:util'

/** The value below which the given share (0 to 1) of the samples lies; samples need not be sorted. */
export const percentile = (samples: readonly number[], share: number): number => {
  const sorted = samples.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export type Spread = { p50: number; p95: number; max: number }

/** Milliseconds in, milliseconds out. */
export const spreadOf = (samples: readonly number[]): Spread => ({
  p50: percentile(samples, 0.5),
  p95: percentile(samples, 0.95),
  max: percentile(samples, 1),
})

const width = 46
const text = (value: string | number) =>
  typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(2) : String(value)

export const say = (line = '') => void process.stdout.write(`${line}\n`)

/** One line: what was counted or measured, and the figure. */
export const figure = (name: string, value: string | number) =>
  say(`  ${name.padEnd(width)} ${text(value).padStart(10)}`)

export const spread = (name: string, { p50, p95, max }: Spread) =>
  say(
    `  ${name.padEnd(width)} p50 ${text(p50).padStart(7)} ms   p95 ${text(p95).padStart(7)} ms   max ${text(max).padStart(7)} ms`,
  )

/** A whole number given as `--name N`. */
export const wholeOption = (name: string, fallback: number): number => {
  const { values } = parseArgs({
    options: { [name]: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  })
  const given = values[name]
  const value = typeof given === 'string' ? Number(given) : fallback
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number.`)
  return value
}

/** Ends the process: 1 when anything below was wrong, each with its sentence. */
export const conclude = (wrong: readonly string[]): never => {
  say()
  for (const sentence of wrong) say(`WRONG: ${sentence}`)
  if (wrong.length === 0)
    say('Everything that had to hold held, and every control failed as it must.')
  process.exit(wrong.length === 0 ? 0 : 1)
}
