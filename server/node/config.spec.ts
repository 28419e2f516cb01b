import { describe, expect, it } from 'vitest'

import { ConfigError, readConfig } from './config.ts'

const oidc = {
  OIDC_ISSUER: 'https://login.contoso.example/tenant/v2.0',
  OIDC_CLIENT_ID: 'epm',
  OIDC_CLIENT_SECRET: 'secret',
  PUBLIC_URL: 'https://epm.contoso.example/',
}

describe('readConfig', () => {
  it('signs people in at a provider, with short sessions and nobody made up', () => {
    for (const EPM_WORLD of ['sample', 'empty'])
      expect(readConfig({ ...oidc, EPM_WORLD, HOST: '0.0.0.0' })).toMatchObject({
        sampleSignIn: false,
        publicUrl: 'https://epm.contoso.example',
        oidc: { issuer: oidc.OIDC_ISSUER, clientId: 'epm', subjectClaim: 'sub' },
        sessionTimes: { idleMinutes: 15, absoluteMinutes: 480 },
      })
    const local = { OIDC_ISSUER: 'http://127.0.0.1:9000', PUBLIC_URL: 'http://localhost:8080' }
    expect(readConfig({ ...oidc, ...local, EPM_SESSION_IDLE_MINUTES: '30' })).toMatchObject({
      oidc: { issuer: 'http://127.0.0.1:9000' },
      sessionTimes: { idleMinutes: 30 },
    })
  })

  it('serves the sample tenant on this machine when nothing is set', () => {
    expect(readConfig({ PORT: '', PATH: '/bin' })).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      dataFolder: './data',
      world: 'sample',
      sampleSignIn: true,
      tls: null,
      sessionTimes: { idleMinutes: 480, absoluteMinutes: 480 },
      elevationDays: 30,
    })
  })

  it.each([
    [{ PORT: 'abc' }, /^PORT has to be a whole number/],
    [{ PORT: '65536' }, /^PORT/],
    [{ PORT: '-1' }, /^PORT/],
    [{ EPM_WORLD: 'big' }, /^EPM_WORLD has to be 'sample' or 'empty'/],
    [{ PUBLIC_URL: 'epm.contoso.example' }, /^PUBLIC_URL has to be an address/],
    [{ PUBLIC_URL: 'javascript:alert(1)' }, /^PUBLIC_URL/],
    [{ TLS_CERT: 'a.pem' }, /TLS_CERT and TLS_KEY/],
    [{ EPM_SESSION_IDLE_MINUTES: '0' }, /^EPM_SESSION_IDLE_MINUTES/],
    [{ EPM_ELEVATION_DAYS: '0' }, /^EPM_ELEVATION_DAYS/],
    [{ EPM_DATABASE_POOL: '1' }, /^EPM_DATABASE_POOL/],
    [{ OIDC_ISSUER: 'https://x' }, /^OIDC_CLIENT_ID is not set, but/],
    [{ OIDC_CLIENT_ID: 'epm' }, /^OIDC_ISSUER is not set, but/],
    [{ OIDC_SUBJECT_CLAIM: 'oid' }, /^OIDC_ISSUER is not set, but/],
    [{ EPM_SIGN_IN: 'oidc' }, /^OIDC_ISSUER is not set, but/],
    [{ ...oidc, PUBLIC_URL: '' }, /^PUBLIC_URL is not set, but/],
    [{ ...oidc, OIDC_CLIENT_SECRET: '' }, /^OIDC_CLIENT_SECRET is not set, but/],
    [{ ...oidc, OIDC_SUBJECT_CLAIM: 'email' }, /^OIDC_SUBJECT_CLAIM has to be/],
    [{ ...oidc, OIDC_ISSUER: 'http://login.contoso.example' }, /^OIDC_ISSUER has to be an https/],
    [{ ...oidc, OIDC_ISSUER: 'http://127.0.0.1.evil.example' }, /^OIDC_ISSUER has to be an https/],
    [{ ...oidc, OIDC_ISSUER: 'https://login.example/common/v2.0' }, /names no single tenant/],
    [{ ...oidc, PUBLIC_URL: 'http://epm.contoso.example' }, /^PUBLIC_URL has to be https/],
    [{ ...oidc, EPM_SIGN_IN: 'sample' }, /^EPM_SIGN_IN is sample, but OIDC_ISSUER is set/],
    [{ ...oidc, EPM_SIGN_IN: 'none' }, /^EPM_SIGN_IN is none, but OIDC_ISSUER is set/],
    [{ SMTP_URL: 'http://mail.contoso.example', MAIL_FROM: 'a@b.example' }, /^SMTP_URL has to be/],
    [{ SMTP_URL: 'smtp://mail.contoso.example' }, /SMTP_URL and MAIL_FROM/],
    [
      { SMTP_URL: 'smtp://m', MAIL_FROM: 'a@b.example\r\nBcc: x@y.example' },
      /^MAIL_FROM has to be an e-mail address/,
    ],
    [{ EPM_BACKEND: 'graph' }, /^EPM_BACKEND/],
    [{ EPM_WORLD: 'empty', EPM_SIGN_IN: 'sample' }, /^EPM_SIGN_IN is sample/],
  ])('refuses %o in a sentence', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(ConfigError)
    expect(() => readConfig(environment)).toThrow(message)
  })

  it.each(['0.0.0.0', '::', '192.168.1.5', 'epm.contoso.example', '127.evil.example'])(
    'refuses sample sign-in on %s (R45)',
    (HOST) => {
      expect(() => readConfig({ HOST })).toThrow(/sample sign-in/)
      expect(readConfig({ HOST, EPM_SIGN_IN: 'none' }).sampleSignIn).toBe(false)
      expect(readConfig({ HOST, EPM_WORLD: 'empty' }).sampleSignIn).toBe(false)
    },
  )

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('allows it on %s', (HOST) => {
    expect(readConfig({ HOST }).sampleSignIn).toBe(true)
  })
})
