import { isIP } from 'node:net'

import { z } from '#contract/zod.ts'

import { checkpointPaths } from './checkpoints/paths.ts'
import type { OidcConfig } from './oidc.ts'

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

const isSecure = (address: string) => {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || isLoopback(hostname.replace(/^\[|\]$/g, ''))
}

/** Plain http lets anyone on the way write the provider's answers; on this machine there is nobody on the way. */
const issuer = z
  .string()
  .refine(
    (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && isSecure(value),
    'has to be an https address such as https://login.contoso.example/tenant/v2.0',
  )

const smtpUrl = z
  .string()
  .refine(
    (value) => URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol),
    'has to be an address such as smtp://mail.contoso.example:25',
  )

const mailAddress = z
  .string()
  .regex(/^[^\s<>",;:@]{1,64}@[A-Za-z0-9.-]{1,189}$/, 'has to be an e-mail address')

const Environment = z.object({
  PORT: count(0, 65_535, 8080),
  HOST: z.string().default('127.0.0.1'),
  EPM_DATA: z.string().default('./data'),
  DATABASE_URL: z.string().optional(),
  EPM_DATABASE_POOL: count(2, 200, 10),
  EPM_CHECKPOINTS: z.string().optional(),
  EPM_CHECKPOINT_KEY: z.string().optional(),
  EPM_WORLD: z.enum(['sample', 'empty'], "has to be 'sample' or 'empty'").default('sample'),
  EPM_SIGN_IN: z
    .enum(['sample', 'oidc', 'none'], "has to be 'sample', 'oidc' or 'none'")
    .optional(),
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: z.string().max(256).optional(),
  OIDC_CLIENT_SECRET: z.string().max(1024).optional(),
  OIDC_SUBJECT_CLAIM: z.enum(['sub', 'oid'], "has to be 'sub' or 'oid'").optional(),
  PUBLIC_URL: origin.optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  EPM_SESSION_IDLE_MINUTES: count(1, 1_440, 0),
  EPM_SESSION_MINUTES: count(1, 1_440, 480),
  EPM_LIMIT_READS: count(1, 9_999_999, 300),
  EPM_LIMIT_CHANGES: count(1, 9_999_999, 60),
  EPM_ELEVATION_DAYS: count(1, 3_650, 30),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: mailAddress.optional(),
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
  /** Where people sign in; null for the sample tenant and where nobody does. */
  oidc: OidcConfig | null
  publicUrl: string | null
  tls: { certFile: string; keyFile: string } | null
  sessionTimes: { idleMinutes: number; absoluteMinutes: number }
  sessionReads: number
  sessionChanges: number
  /** Days for which single elevations are kept. */
  elevationDays: number
  /** Where mail is handed over and whose it is; null sends none. */
  mail: { url: string; from: string } | null
  logLevel: 'info' | 'warn' | 'error' | 'silent'
  checkAnswers: boolean
}

type Values = z.output<typeof Environment>

/** All of the OpenID Connect settings or none. */
const oidcOf = (values: Values): OidcConfig | null => {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL } = values
  const needed = { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }
  const given = Object.values(needed).some((value) => value !== undefined)
  const wanted = given || values.EPM_SIGN_IN === 'oidc' || values.OIDC_SUBJECT_CLAIM !== undefined
  if (!wanted) return null
  const missing = Object.entries({ ...needed, PUBLIC_URL }).find(([, value]) => value === undefined)
  if (missing) {
    throw new ConfigError(
      `${missing[0]} is not set, but signing in at a provider needs OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and PUBLIC_URL.`,
    )
  }
  if (values.EPM_SIGN_IN !== undefined && values.EPM_SIGN_IN !== 'oidc') {
    throw new ConfigError(
      `EPM_SIGN_IN is ${values.EPM_SIGN_IN}, but OIDC_ISSUER is set: people sign in in one way only.`,
    )
  }
  const issuer = OIDC_ISSUER ?? ''
  if (/\/(common|organizations|consumers)(\/|$)/.test(new URL(issuer).pathname)) {
    throw new ConfigError(
      'OIDC_ISSUER names no single tenant: put the id of yours in place of common or organizations.',
    )
  }
  if (!isSecure(PUBLIC_URL ?? '')) {
    throw new ConfigError(
      'PUBLIC_URL has to be https: browsers keep the session cookie only there.',
    )
  }
  return {
    issuer,
    clientId: OIDC_CLIENT_ID ?? '',
    clientSecret: OIDC_CLIENT_SECRET ?? '',
    subjectClaim: values.OIDC_SUBJECT_CLAIM ?? 'sub',
  }
}

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
  if (given['EPM_BACKEND'] !== undefined && given['EPM_BACKEND'] !== 'service') {
    throw new ConfigError("EPM_BACKEND has to be 'service' or 'graph'.")
  }
  const values = parsed.data
  const { HOST: host, EPM_WORLD: world } = values
  const oidc = oidcOf(values)
  const sampleSignIn = oidc === null && (values.EPM_SIGN_IN ?? world) === 'sample'
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
  if ((values.SMTP_URL === undefined) !== (values.MAIL_FROM === undefined)) {
    throw new ConfigError('SMTP_URL and MAIL_FROM have to be set together.')
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
    oidc,
    publicUrl: values.PUBLIC_URL ?? null,
    tls:
      values.TLS_CERT !== undefined && values.TLS_KEY !== undefined
        ? { certFile: values.TLS_CERT, keyFile: values.TLS_KEY }
        : null,
    sessionTimes: {
      // A working day with made-up people; where it is for real, what ADR 016 says.
      idleMinutes: values.EPM_SESSION_IDLE_MINUTES || (oidc ? 15 : 480),
      absoluteMinutes: values.EPM_SESSION_MINUTES,
    },
    sessionReads: values.EPM_LIMIT_READS,
    sessionChanges: values.EPM_LIMIT_CHANGES,
    elevationDays: values.EPM_ELEVATION_DAYS,
    mail:
      values.SMTP_URL !== undefined && values.MAIL_FROM !== undefined
        ? { url: values.SMTP_URL, from: values.MAIL_FROM }
        : null,
    logLevel: values.EPM_LOG,
    checkAnswers: values.EPM_CHECK_ANSWERS === '1',
  }
}
