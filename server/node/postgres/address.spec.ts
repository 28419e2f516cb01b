import { describe, expect, it } from 'vitest'

import { ConfigError } from '../config.ts'
import { readDatabaseUrl } from './address.ts'

describe('readDatabaseUrl', () => {
  it('takes an address apart and tells the log no secret', () => {
    const { client, label } = readDatabaseUrl('postgres://epm:p%40ss@127.0.0.1:5433/console')
    expect(client).toMatchObject({
      host: '127.0.0.1',
      port: 5433,
      database: 'console',
      user: 'epm',
      password: 'p@ss',
      ssl: false,
    })
    expect(label).toBe('127.0.0.1:5433/console')
  })

  it.each([
    'postgres://epm@db.contoso.example/console',
    'postgres://epm@db.contoso.example/console?sslmode=require',
    'postgres://epm@10.0.0.5/console?sslmode=verify-full',
    'postgres://epm@127.evil.example/console',
  ])('checks who answers off this machine: %s', (address) => {
    expect(readDatabaseUrl(address)).toMatchObject({
      encrypted: true,
      client: { ssl: { rejectUnauthorized: true } },
    })
  })

  it('is not encrypted elsewhere only when that is asked for', () => {
    expect(readDatabaseUrl('postgres://db.contoso.example/c?sslmode=disable')).toMatchObject({
      encrypted: false,
      local: false,
    })
  })

  it.each([
    ['mysql://x/y', /^DATABASE_URL has to be an address/],
    ['postgres://host', /^DATABASE_URL has to be an address/],
    ['postgres://u:secret@h/d?sslmode=prefer', /^DATABASE_URL: sslmode has to be/],
    ['postgres://u:secret@h/d?sslmode=no-verify', /^DATABASE_URL: sslmode has to be/],
    ['postgres://u:secret@h/d?options=-c%20fsync%3Doff', /^DATABASE_URL has the parameter options/],
    ['postgres://u:secret@h/d?sslrootcert=/nowhere', /names \/nowhere, which cannot be read/],
  ])('refuses %s in a sentence without the password', (address, sentence) => {
    expect(() => readDatabaseUrl(address)).toThrow(ConfigError)
    expect(() => readDatabaseUrl(address)).toThrow(sentence)
    expect(() => readDatabaseUrl(address)).not.toThrow(/secret/)
  })
})
