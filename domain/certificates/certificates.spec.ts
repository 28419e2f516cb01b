import { existsSync, readdirSync, readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { readCertificate, readCertificates } from './read-certificate.ts'
import { certificateIssues, signerOf } from './signer.ts'

const fixtures = new URL('../../../shared/fixtures/', import.meta.url)
const real = new URL('certificates/', fixtures)
const hostile = new URL('hostile/x509/', fixtures)
const present = existsSync(real) && existsSync(hostile)
if (!present) console.info('Certificate fixtures are not here: their checks are skipped.')

type Expected = {
  file: string
  subject: string
  issuer: string
  notBefore: string
  notAfter: string
  serial: string
  sha1: string
  sha256: string
  eku: string[]
}
const json = (file: URL) => JSON.parse(readFileSync(file, 'utf8')) as unknown
const expected = present ? (json(new URL('expected.json', real)) as Expected[]) : []
const bytesOf = (file: string) => new Uint8Array(readFileSync(new URL(file, real)))

/** OpenSSL writes bytes over 127 as \C3\AD. */
const unescaped = (text: string) =>
  text.replace(/(?:\\[0-9A-F]{2})+/g, (bytes) =>
    Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString(),
  )

const read = async (input: string | Uint8Array) => {
  const reading = await readCertificate(input)
  if (!reading.ok) throw new Error(reading.reason)
  return reading.certificate
}
const reasonFor = async (input: string | Uint8Array) => {
  const reading = await readCertificate(input)
  return reading.ok ? 'accepted' : reading.reason
}
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const pem = (bytes: Uint8Array, label = 'CERTIFICATE') =>
  `-----BEGIN ${label}-----\r\n${base64(bytes).replace(/.{64}/g, '$&\r\n')}\r\n-----END ${label}-----\r\n`

describe.skipIf(!present)('the real certificates', () => {
  it.each(expected)('$file is read as OpenSSL reads it', async (want) => {
    const certificate = await read(bytesOf(want.file))
    expect(certificate.subject.text).toBe(unescaped(want.subject))
    expect(certificate.issuer.text).toBe(unescaped(want.issuer))
    expect(certificate.notBefore).toEqual(new Date(want.notBefore))
    expect(certificate.notAfter).toEqual(new Date(want.notAfter))
    expect(certificate.serial).toBe(want.serial)
    expect(certificate.sha1).toBe(want.sha1)
    expect(certificate.sha256).toBe(want.sha256)
    expect(certificate.extendedKeyUsage ?? []).toHaveLength(want.eku.length)
    expect(certificate.key).toMatch(/^(RSA (2048|3072|4096) bits|EC P-384)$/)
  })

  it('are told apart in words: expired, authority, not for code signing', async () => {
    const now = new Date('2026-11-01T00:00:00Z')
    const found = await Promise.all(
      expected.map(async ({ file }) => [
        file,
        certificateIssues(await read(bytesOf(file)), now).map(({ kind }) => kind),
      ]),
    )
    const wanted = expected.map(({ file, notAfter, eku }) => [
      file,
      [
        ...(new Date(notAfter) < now ? ['expired'] : []),
        ...(/pca|-ca-|-ca\.|root|entrust/.test(file) ? ['ca'] : []),
        ...(eku.includes('Time Stamping') ? ['notForCodeSigning'] : []),
      ],
    ])
    expect(found).toEqual(wanted)
  })

  it('give the same thumbprint as DER, PEM, base64 in one line, in many and as UTF-16', async () => {
    const first = expected[0]
    if (!first) throw new Error('no certificate')
    const { der, sha1 } = await read(bytesOf(first.file))
    const text = pem(der)
    const inputs = [
      der,
      base64(der),
      base64(der).replace(/.{76}/g, '$&\n'),
      text,
      text.replaceAll('\r', ''),
      `subject=anything\n${text}`,
      new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf8')),
      new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le')),
    ]
    for (const input of inputs) expect((await read(input)).sha1).toBe(sha1)
  })
})

describe.skipIf(!present)('what is no single certificate', () => {
  const der = () => {
    const leaf = expected[0]
    if (!leaf) throw new Error('no certificate')
    return bytesOf(leaf.file)
  }
  const other = async () => (await read(bytesOf(expected[1]?.file ?? ''))).der
  const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

  it('is refused with its reason', async () => {
    const nested = new Uint8Array(Buffer.alloc(200_000, 0x30))
    expect({
      nothing: await reasonFor(new Uint8Array()),
      blanks: await reasonFor(' \n'),
      trailing: await reasonFor(joined(der(), new Uint8Array(16))),
      trailingPem: await reasonFor(pem(joined(der(), new Uint8Array(16)))),
      two: await reasonFor(joined(der(), await other())),
      twoPem: await reasonFor(pem(der()) + pem(await other())),
      short: await reasonFor(der().slice(0, -1)),
      shortPem: await reasonFor(pem(der()).slice(0, 400)),
      large: await reasonFor(joined(der(), new Uint8Array(10 * 1024 * 1024))),
      largeText: await reasonFor('A'.repeat(10 * 1024 * 1024)),
      words: await reasonFor('not a certificate!'),
      key: await reasonFor(pem(der(), 'PRIVATE KEY')),
      keyAndCertificate: await reasonFor(pem(der()) + pem(der(), 'RSA PRIVATE KEY')),
      list: await reasonFor(pem(der(), 'X509 CRL')),
      request: await reasonFor(pem(der(), 'CERTIFICATE REQUEST')),
      pkcs7: await reasonFor(pem(der(), 'PKCS7')),
      nested: await reasonFor(nested),
    }).toEqual({
      nothing: 'empty',
      blanks: 'empty',
      trailing: 'trailingBytes',
      trailingPem: 'trailingBytes',
      two: 'twoCertificates',
      twoPem: 'twoCertificates',
      short: 'truncated',
      shortPem: 'truncated',
      large: 'tooLarge',
      largeText: 'tooLarge',
      words: 'notBase64',
      key: 'privateKey',
      keyAndCertificate: 'privateKey',
      list: 'revocationList',
      request: 'signingRequest',
      pkcs7: 'pkcs7',
      nested: 'trailingBytes',
    })
  })

  it('is refused by its shape when it comes as bytes', async () => {
    const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
    // A PFX begins with version 3 and a PKCS #7 content, a PKCS #8 key with version 0.
    expect(await reasonFor(bytes('3012020103300d06092a864886f70d010701a000'))).toBe('privateKey')
    expect(await reasonFor(bytes('300702010030000400'))).toBe('privateKey')
    expect(await reasonFor(bytes('300d06092a864886f70d010702a000'))).toBe('pkcs7')
    const file = (name: string) =>
      new Uint8Array(readFileSync(new URL(`rusticata/${name}`, hostile)))
    expect(await reasonFor(file('minimal.crl'))).toBe('revocationList')
    expect(await reasonFor(file('example.crl'))).toBe('revocationList')
    expect(await reasonFor(file('csr-empty-attributes.csr'))).toBe('signingRequest')
  })

  it('100,000 well-formed levels deep is refused', async () => {
    const levels: Buffer[] = []
    let length = 0
    for (let level = 0; level < 100_000 && length < 200_000; level += 1) {
      const header =
        length < 128
          ? [0x30, length]
          : length < 65_536
            ? [0x30, 0x82, length >> 8, length & 255]
            : [0x30, 0x83, length >> 16, (length >> 8) & 255, length & 255]
      levels.push(Buffer.from(header))
      length += header.length
    }
    const nested = new Uint8Array(Buffer.concat(levels.reverse()))
    expect(levels.length).toBeGreaterThan(40_000)
    expect(await reasonFor(nested)).toBe('malformed')
  })
})

type Reference = Record<string, { openssl: 'accepts' | 'refuses'; sha1?: string }>

describe.skipIf(!present)('the hostile certificates', () => {
  it('never throw, and agree with OpenSSL on every thumbprint', async () => {
    const reference = json(new URL('reference.json', hostile)) as Reference
    const onlyWe: string[] = []
    const onlyOpenSsl: string[] = []
    const otherThumbprint: string[] = []
    const counts = { both: 0, neither: 0 }
    for (const [file, { openssl, sha1 }] of Object.entries(reference)) {
      const reading = await readCertificate(new Uint8Array(readFileSync(new URL(file, hostile))))
      if (reading.ok && openssl === 'accepts') {
        if (reading.certificate.sha1 !== sha1) otherThumbprint.push(file)
        counts.both += 1
      } else if (reading.ok) onlyWe.push(file)
      else if (openssl === 'accepts') onlyOpenSsl.push(`${file} (${reading.reason})`)
      else counts.neither += 1
    }
    console.info(`Hostile certificates: ${counts.both} read by both, ${counts.neither} by neither`)
    console.info(`Read by us only: ${onlyWe.join(', ') || 'none'}`)
    console.info(`Read by OpenSSL only: ${onlyOpenSsl.join(', ')}`)
    expect(otherThumbprint).toEqual([])
    expect(Object.keys(reference)).toHaveLength(356)
    expect(onlyWe.length).toBeLessThanOrEqual(6)
    expect(counts.both).toBeGreaterThan(250)
  })

  it('survive as certificate chains and as damaged real certificates', async () => {
    const folder = readdirSync(hostile).filter((name) => name.startsWith('limbo-part'))
    const { testcases } = json(new URL(folder[0] ?? '', hostile)) as {
      testcases: { untrusted_intermediates: string[]; peer_certificate: string }[]
    }
    for (const { untrusted_intermediates: rest, peer_certificate: leaf } of testcases) {
      const readings = await readCertificates([leaf, ...rest].join(''))
      expect(readings).toHaveLength(rest.length + 1)
    }
    const whole = bytesOf(expected[0]?.file ?? '')
    for (let at = 0; at < whole.length; at += 7) {
      for (const value of [0, 0x7f, 0x80, 0xff]) {
        const damaged = new Uint8Array(whole)
        damaged[at] = value
        await expect(readCertificate(damaged)).resolves.toBeTypeOf('object')
      }
    }
  })
})

describe.skipIf(!present)('signerOf', () => {
  const now = new Date('2022-07-01T00:00:00Z')
  const chocolatey = () => bytesOf('chocolatey-software-leaf-2024.b64.cer')
  const authority = () => bytesOf('digicert-sha2-assured-id-code-signing-ca.pem')
  const chainTexts = async () => {
    const [leaf, issuer] = [await read(chocolatey()), await read(authority())]
    return [base64(leaf.der), base64(issuer.der), pem(leaf.der) + pem(issuer.der)] as const
  }
  const publisherName = 'DigiCert SHA2 Assured ID Code Signing CA'

  it('names the subject and the issuer of the leaf in every way of writing the chain', async () => {
    const [leaf, issuer, pems] = await chainTexts()
    const wrap = (text: string) => text.replace(/.{64}/g, '$&\r\n')
    const ways = [
      `${leaf},${issuer}`,
      `${leaf}, ${issuer}`,
      `${leaf} ${issuer}`,
      `${leaf}\r\n${issuer}\r\n`,
      `${wrap(leaf)}\r\n${wrap(issuer)}`,
      `["${leaf}","${issuer}"]`,
      pems,
    ]
    for (const publisherCert of ways) {
      const signer = await signerOf({ publisherCert, publisherName }, now)
      expect(signer).toMatchObject({
        signedBy: 'Chocolatey Software, Inc.',
        issuedBy: publisherName,
        issues: [],
      })
      expect(signer.chain).toHaveLength(2)
    }
  })

  it('says what speaks against the signer', async () => {
    const [leaf, issuer] = await chainTexts()
    const kinds = async (publisherCert: string, name: string, at = now) =>
      (await signerOf({ publisherCert, publisherName: name }, at)).issues.map(({ kind }) => kind)
    expect(await kinds(leaf, 'Microsoft Corporation')).toEqual(['issuerMismatch'])
    expect(await kinds(leaf, publisherName, new Date('2025-01-01'))).toEqual(['expired'])
    expect(await kinds(leaf, publisherName, new Date('2020-01-01'))).toEqual(['notYetValid'])
    expect(await kinds(issuer, '')).toEqual(['ca'])
    expect(await kinds(`${leaf},${leaf}`, '')).toEqual(['chainBroken'])
    expect(await kinds(`${leaf},AAAA`, '')).toEqual(['unparsable'])
  })

  it('does not know the signer without a readable leaf, whatever the wire says', async () => {
    const [, issuer] = await chainTexts()
    const publisher = { publisherName: 'Microsoft Corporation' }
    for (const publisherCert of [`AAAA,${issuer}`, 'Publisher Cert value']) {
      expect(await signerOf({ ...publisher, publisherCert }, now)).toMatchObject({
        signedBy: null,
        issuedBy: null,
        issues: [{ kind: 'unparsable' }],
      })
    }
    for (const publisherCert of [null, undefined, '', ' , ']) {
      expect(await signerOf({ ...publisher, publisherCert }, now)).toEqual({
        signedBy: null,
        issuedBy: null,
        chain: [],
        issues: [],
      })
    }
  })
})
