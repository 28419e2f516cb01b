import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import {
  program,
  signedData,
  signerNamed,
  certificate,
  versionResource,
} from '#domain/file-reading/build-file.spec-helper.ts'

import { readCertificateFile } from './read-certificate-file.ts'
import { readRuleFile } from './read-rule-file.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const fileOf = (name: string, bytes: Uint8Array) => new File([Uint8Array.from(bytes)], name)
const version = versionResource([24, 8, 0, 1], { ProductName: '7-Zip', InternalName: '7z' })

describe('a file of this computer', () => {
  it('gives name, hash, version and product; what no rule can hold is told', async () => {
    const bytes = program({ version })
    const { facts, leftOut, remarks } = await readRuleFile(fileOf('setup.exe', bytes))
    expect(facts).toEqual({
      fileName: 'setup.exe',
      fileHash: sha256(bytes),
      minimumVersion: '24.8.0.1',
      productName: '7-Zip',
    })
    expect(leftOut.map(({ field }) => field)).toEqual(['internalName'])
    expect(remarks).toContain('The file carries no signature.')
  })

  it('says when a signer cannot be read, and gives the rest', async () => {
    const leaf = certificate(7, 'Contoso CA', 'Contoso')
    const signature = signedData([leaf], signerNamed(7, 'Contoso CA'))
    const { facts, remarks } = await readRuleFile(
      fileOf('setup.exe', program({ version, signature })),
    )
    expect(facts).toMatchObject({ fileName: 'setup.exe', minimumVersion: '24.8.0.1' })
    expect(remarks[0]).toMatch(/signer|signature/)
  })

  it.each(['setup.msi', 'broken.exe', 'empty.ps1'])(
    'gives at least the hash of %s',
    async (name) => {
      const bytes = new TextEncoder().encode('MZ not really')
      const { facts } = await readRuleFile(fileOf(name, bytes))
      expect(facts).toEqual({ fileName: name, fileHash: sha256(bytes) })
    },
  )

  it('gives no name that no rule can hold', async () => {
    const { facts, leftOut } = await readRuleFile(fileOf('notes.txt', new Uint8Array([1])))
    expect(facts).toEqual({ fileHash: sha256(new Uint8Array([1])) })
    expect(leftOut.map(({ field }) => field)).toEqual(['fileName'])
  })
})

describe('a certificate file', () => {
  const folder = '../shared/fixtures/certificates'
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.cer'))
    : []
  if (files.length === 0) console.info(`not checked, ${folder} is absent`)

  it.runIf(files.length > 0)('is read from DER, PEM and base64', async () => {
    for (const name of files) {
      const answer = await readCertificateFile(fileOf(name, readFileSync(`${folder}/${name}`)))
      expect([name, answer.ok]).toEqual([name, true])
    }
  })

  it.each([
    ['signer.pfx', 'anything', /ends in \.cer/],
    ['key.cer', '-----BEGIN PRIVATE KEY-----\nTUlJ\n-----END PRIVATE KEY-----', /private key/],
    [
      'both.cer',
      '-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n-----BEGIN RSA PRIVATE KEY-----\nTUlJ\n-----END RSA PRIVATE KEY-----',
      /private key/,
    ],
    ['empty.cer', '', /empty/],
    ['text.cer', 'hello, world', /not base64/],
  ])('refuses %s and hands nothing of it on', async (name, text, said) => {
    const answer = await readCertificateFile(fileOf(name, new TextEncoder().encode(text)))
    expect(answer).toEqual({ ok: false, message: expect.stringMatching(said) })
  })
})
