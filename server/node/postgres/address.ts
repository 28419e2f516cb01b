import { readFileSync } from 'node:fs'

import type { ClientConfig } from 'pg'

import { ConfigError, isLoopback } from '../config.ts'

const known = new Set(['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'application_name'])
const modes = ['disable', 'require', 'verify-ca', 'verify-full'] as const

export type DatabaseAddress = {
  client: ClientConfig
  /** For a line of the log: no user, no password. */
  label: string
  encrypted: boolean
  /** On this machine. */
  local: boolean
}

const fileOf = (name: string, path: string | null): string | undefined => {
  if (path === null) return undefined
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new ConfigError(`DATABASE_URL: ${name} names ${path}, which cannot be read.`)
  }
}

const tlsOf = (url: URL, local: boolean): ClientConfig['ssl'] => {
  const given = url.searchParams.get('sslmode') ?? (local ? 'disable' : 'verify-full')
  const mode = modes.find((each) => each === given)
  if (!mode) {
    throw new ConfigError(
      `DATABASE_URL: sslmode has to be verify-full, verify-ca or disable, not ${given}.`,
    )
  }
  if (mode === 'disable') return false
  const [ca, cert, key] = ['sslrootcert', 'sslcert', 'sslkey'].map((name) =>
    fileOf(name, url.searchParams.get(name)),
  )
  return {
    // `require` is no less: an address that is encrypted and not checked is anybody's.
    rejectUnauthorized: true,
    ...(mode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  }
}

/**
 * What DATABASE_URL says. Off this machine the server has to prove who it is: whoever stands between could else make decisions.
 * Throws `ConfigError` with one sentence, never with the password in it.
 */
export const readDatabaseUrl = (text: string): DatabaseAddress => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2) {
    throw new ConfigError(
      'DATABASE_URL has to be an address such as postgres://user:password@host:5432/database.',
    )
  }
  for (const name of url.searchParams.keys()) {
    if (!known.has(name)) {
      throw new ConfigError(`DATABASE_URL has the parameter ${name}, which is not understood.`)
    }
  }
  const host = url.hostname.replace(/^\[|\]$/g, '') || 'localhost'
  const port = url.port === '' ? 5432 : Number(url.port)
  const database = decodeURIComponent(url.pathname.slice(1))
  const local = isLoopback(host)
  const ssl = tlsOf(url, local)
  return {
    client: {
      host,
      port,
      database,
      ssl,
      ...(url.username === '' ? {} : { user: decodeURIComponent(url.username) }),
      ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
      application_name: url.searchParams.get('application_name') ?? 'epm-console',
    },
    label: `${host}:${port}/${database}`,
    encrypted: ssl !== false,
    local,
  }
}
