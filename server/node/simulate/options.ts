import { z } from '#contract/zod.ts'

import { UsageError } from '../commands/command.ts'

/** Plays a fleet against a running console. Everything is bounded, so that a slip cannot flood a service. */
export type SimulateOptions = {
  /** Origin of the console, e.g. `http://127.0.0.1:8080`. */
  url: URL
  devices: number
  /** Happenings a minute over the whole fleet. */
  ratePerMinute: number
  seed: number
  minutes: number
  /** Folder of the console's database, where the device tokens are made; null: where the environment says. */
  data: string | null
}

const simulateUsage =
  'npm run epm -- simulate --url http://127.0.0.1:8080 [--devices 20] [--rate 30] [--seed 1] ' +
  '[--minutes 2] [--data ./data] [--allow-remote]'

const bounded = (least: number, most: number, fallback: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`)
    .default(fallback)

const Flags = z.strictObject({
  url: z.string({ error: 'is missing' }).min(1, 'is missing'),
  devices: bounded(1, 500, 20).pipe(z.number().int('must be a whole number')),
  rate: bounded(1, 6_000, 30),
  seed: bounded(0, 4_294_967_295, 1).pipe(z.number().int('must be a whole number')),
  minutes: bounded(0.1, 1_440, 2),
  data: z.string({ error: 'is missing' }).min(1, 'is missing').nullable().default(null),
  'allow-remote': z.boolean().default(false),
})

/** Splits `--name value` and `--name=value`; a name alone is a switch, and the words in between do not count. */
const flagsOf = (args: readonly string[]): Record<string, string | boolean> => {
  const flags: Record<string, string | boolean> = {}
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? ''
    if (!argument.startsWith('--')) {
      throw new UsageError(`Cannot read "${argument}". Usage: ${simulateUsage}`)
    }
    const [name = '', ...rest] = argument.slice(2).split('=')
    const following = args[index + 1]
    if (rest.length > 0) flags[name] = rest.join('=')
    else if (following === undefined || following.startsWith('--')) flags[name] = true
    else {
      flags[name] = following
      index += 1
      // `--rate 30 per minute` is how people say it.
      if (name === 'rate' && args[index + 1] === 'per') index += 2
    }
  }
  return flags
}

const isLoopback = (url: URL): boolean =>
  url.hostname === 'localhost' ||
  url.hostname === '[::1]' ||
  /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(url.hostname)

/** Reads the arguments after `simulate`; throws a `UsageError` that says which one is wrong. */
export const parseSimulateOptions = (args: readonly string[]): SimulateOptions => {
  const parsed = Flags.safeParse(flagsOf(args))
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) =>
      issue.code === 'unrecognized_keys'
        ? `--${issue.keys.join(', --')} is not known`
        : `--${issue.path.join('.')} ${issue.message}`,
    )
    throw new UsageError(`${problems.join('; ')}. Usage: ${simulateUsage}`)
  }
  const flags = parsed.data
  const url = URL.canParse(flags.url) ? new URL(flags.url) : null
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new UsageError(`--url ${flags.url} is not an http or https address.`)
  }
  if (!isLoopback(url) && !flags['allow-remote']) {
    throw new UsageError(
      `--url ${url.origin} is not this machine. Add --allow-remote if you mean it.`,
    )
  }
  return {
    url: new URL(url.origin),
    devices: flags.devices,
    ratePerMinute: flags.rate,
    seed: flags.seed,
    minutes: flags.minutes,
    data: flags.data,
  }
}
