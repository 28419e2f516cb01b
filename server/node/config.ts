import { isIP } from 'node:net'

import { z } from '#contract/zod.ts'

import { checkpointPaths } from './checkpoints/paths.ts'

/** A value of the environment that cannot be served with. The message is one sentence for the person who set it. */
export class ConfigError extends Error {}

export const count = (least: number, most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, `has to be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine(
      (value) => value >= least && value <= most,
      `has to be a whole number from ${least} to ${most}`,
    )
    .default(fallback)

export const origin = z
  .string()
  .refine(
    (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    'has to be an address such as https://epm.contoso.example',
  )
  .transform((value) => new URL(value).origin)

const Environment = z.object({
  PORT: count(0, 65_535, 8080),
  HOST: z.string().default('127.0.0.1'),
  EPM_DATA: z.string().default('./data'),
  DATABASE_URL: z.string().optional(),
  EPM_DATABASE_POOL: count(2, 200, 10),
  EPM_CHECKPOINTS: z.string().optional(),
  EPM_CHECKPOINT_KEY: z.string().optional(),
  EPM_WORLD: z.enum(['sample', 'empty'], "has to be 'sample' or 'empty'").default('sample'),
  EPM_SIGN_IN: z.enum(['sample', 'none'], "has to be 'sample' or 'none'").optional(),
  PUBLIC_URL: origin.optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  EPM_SESSION_IDLE_MINUTES: count(1, 1_440, 480),
  EPM_SESSION_MINUTES: count(1, 1_440, 480),
  EPM_LIMIT_READS: count(1, 9_999_999, 300),
  EPM_LIMIT_CHANGES: count(1, 9_999_999, 60),
  EPM_ELEVATION_DAYS: count(1, 3_650, 30),
  EPM_LOG: z
    .enum(['info', 'warn', 'error', 'silent'], "has to be 'info', 'warn', 'error' or 'silent'")
    .default('info'),
  EPM_CHECK_ANSWERS: z.enum(['0', '1'], "has to be '0' or '1'").default('0'),
})

export type NodeConfig = {
  port: number
  host: string
  dataFolder: string
  /** Null: SQLite in the folder. */
  databaseUrl: string | null
  /** Connections of this process, and one more. */
  databasePool: number
  /** Where checkpoints of the audit log go, and the key that signs them. */
  checkpoints: { file: string; key: string }
  world: 'sample' | 'empty'
  sampleSignIn: boolean
  publicUrl: string | null
  tls: { certFile: string; keyFile: string } | null
  sessionTimes: { idleMinutes: number; absoluteMinutes: number }
  sessionReads: number
  sessionChanges: number
  /** Days for which single elevations are kept. */
  elevationDays: number
  logLevel: 'info' | 'warn' | 'error' | 'silent'
  checkAnswers: boolean
}

/** Settings of the design that this version does not serve: asked for, they are refused rather than ignored. */
const notServed = {
  OIDC_ISSUER: 'this version has no OpenID Connect sign-in',
  OIDC_CLIENT_ID: 'this version has no OpenID Connect sign-in',
  OIDC_CLIENT_SECRET: 'this version has no OpenID Connect sign-in',
} as const

export const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

/**
 * The environment, read once at start; an empty value counts as absent. Throws `ConfigError`. Sample sign-in is for this
 * machine only: asked for on an address others can reach, the service does not start (R45).
 */
export const readConfig = (environment: Record<string, string | undefined>): NodeConfig => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new ConfigError(`${issue?.path.join('.')} ${issue?.message}.`)
  }
  for (const [name, why] of Object.entries(notServed)) {
    if (given[name] !== undefined) throw new ConfigError(`${name} is set, but ${why}.`)
  }
  if (given['EPM_BACKEND'] !== undefined && given['EPM_BACKEND'] !== 'service') {
    throw new ConfigError("EPM_BACKEND has to be 'service' or 'graph'.")
  }
  const values = parsed.data
  const { HOST: host, EPM_WORLD: world } = values
  const sampleSignIn = (values.EPM_SIGN_IN ?? world) === 'sample'
  if (sampleSignIn && world !== 'sample') {
    throw new ConfigError('EPM_SIGN_IN is sample, but only EPM_WORLD=sample has sample people.')
  }
  if (sampleSignIn && !isLoopback(host)) {
    throw new ConfigError(
      `HOST is ${host}, but sample sign-in lets anyone in and is for this machine only. ` +
        'Use HOST=127.0.0.1, or EPM_SIGN_IN=none.',
    )
  }
  if ((values.TLS_CERT === undefined) !== (values.TLS_KEY === undefined)) {
    throw new ConfigError('TLS_CERT and TLS_KEY have to be set together.')
  }
  return {
    port: values.PORT,
    host,
    dataFolder: values.EPM_DATA,
    databaseUrl: values.DATABASE_URL ?? null,
    databasePool: values.EPM_DATABASE_POOL,
    checkpoints: checkpointPaths(values.EPM_DATA, given),
    world,
    sampleSignIn,
    publicUrl: values.PUBLIC_URL ?? null,
    tls:
      values.TLS_CERT !== undefined && values.TLS_KEY !== undefined
        ? { certFile: values.TLS_CERT, keyFile: values.TLS_KEY }
        : null,
    sessionTimes: {
      idleMinutes: values.EPM_SESSION_IDLE_MINUTES,
      absoluteMinutes: values.EPM_SESSION_MINUTES,
    },
    sessionReads: values.EPM_LIMIT_READS,
    sessionChanges: values.EPM_LIMIT_CHANGES,
    elevationDays: values.EPM_ELEVATION_DAYS,
    logLevel: values.EPM_LOG,
    checkAnswers: values.EPM_CHECK_ANSWERS === '1',
  }
}
