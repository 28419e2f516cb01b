import { clouds, ConsoleConfig } from '#contract/console-config.ts'
import { z } from '#contract/zod.ts'

import { ConfigError, count, origin } from './config.ts'

const needed = (what: string) =>
  z
    .string({ error: `has to be set with EPM_BACKEND=graph: ${what}` })
    .regex(/^[\w.-]{1,128}$/, `has to be ${what}`)

const Environment = z.object({
  PORT: count(0, 65_535, 8080),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: origin.optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  EPM_LOG: z
    .enum(['info', 'warn', 'error', 'silent'], "has to be 'info', 'warn', 'error' or 'silent'")
    .default('info'),
  ENTRA_TENANT_ID: needed('the directory (tenant) id or one of its domain names'),
  ENTRA_CLIENT_ID: needed('the application (client) id of the app registration'),
  ENTRA_CLOUD: z.enum(clouds, `has to be one of ${clouds.join(', ')}`).default('global'),
  ENTRA_ACCESS: z
    .enum(['read', 'readWrite'], "has to be 'read' or 'readWrite'")
    .default('readWrite'),
})

export type GraphPageConfig = {
  port: number
  host: string
  publicUrl: string | null
  tls: { certFile: string; keyFile: string } | null
  logLevel: 'info' | 'warn' | 'error' | 'silent'
  console: ConsoleConfig
}

/** What serves the built page for Microsoft Graph. Throws `ConfigError` with a sentence that names the variable. */
export const readGraphConfig = (environment: NodeJS.ProcessEnv): GraphPageConfig => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new ConfigError(`${issue?.path.join('.')} ${issue?.message}.`)
  }
  const values = parsed.data
  const { TLS_CERT: certFile, TLS_KEY: keyFile } = values
  if ((certFile === undefined) !== (keyFile === undefined))
    throw new ConfigError('TLS_CERT and TLS_KEY have to be set together.')
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ?? null,
    tls: certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : null,
    logLevel: values.EPM_LOG,
    console: ConsoleConfig.parse({
      backend: 'graph',
      tenantId: values.ENTRA_TENANT_ID,
      clientId: values.ENTRA_CLIENT_ID,
      cloud: values.ENTRA_CLOUD,
      access: values.ENTRA_ACCESS,
    }),
  }
}
