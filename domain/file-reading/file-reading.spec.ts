import { existsSync, readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { childrenOf, parse } from '../certificates/der.ts'
import { readCertificate } from '../certificates/read-certificate.ts'
import { ruleValuesOf } from '../rules/file-attributes.ts'
import { decodeInput } from '../certificates/decode.ts'
import {
  certificate,
  program,
  signedData,
  signerNamed,
  signerOfCertificate,
  versionResource,
} from './build-file.spec-helper.ts'
import { readPeFile } from './pe-file.ts'
import { readScriptSignature, textOfScript } from './script-signature.ts'
import { readSignedData } from './signed-data.ts'
import { fileAttributesOf } from './version-info.ts'

const texts = {
  CompanyName: 'Igor Pavlov',
  FileDescription: '7-Zip Console',
  FileVersion: '24.08 beta',
  InternalName: '7z',
  OriginalFilename: '7z.exe',
  ProductName: '7-Zip',
  ProductVersion: '24.08',
  Comments: 'not looked at',
}
const version = versionResource([24, 8, 0, 65535], texts)
const leaf = certificate(7, 'Contoso CA', 'Contoso')
const middle = certificate(3, 'Root', 'Contoso CA')
const stamp = certificate(9, 'Stamps', 'Stamp')
/** The signer stands neither first nor last among the certificates. */
const signature = signedData([middle, stamp, leaf], signerNamed(7, 'Contoso CA'))

describe('a Windows program', () => {
  it.each([true, false])('tells its version, 64 bits: %s', (wide) => {
    expect(readPeFile(program({ version, wide }))).toEqual({
      version: {
        fixedFileVersion: '24.8.0.65535',
        fileVersion: '24.08 beta',
        productVersion: '24.08',
        productName: '7-Zip',
        companyName: 'Igor Pavlov',
        fileDescription: '7-Zip Console',
        internalName: '7z',
        originalFilename: '7z.exe',
      },
      signature: 'none',
    })
  })

  it('fills what a rule can hold', () => {
    const read = readPeFile(program({ version }))?.version
    expect(read && ruleValuesOf(fileAttributesOf(read))).toMatchObject({
      values: {
        minimumVersion: '24.8.0.65535',
        fileDescription: '7-Zip Console',
        productName: '7-Zip',
      },
      leftOut: [{ field: 'internalName', value: '7z' }],
    })
  })

  it('tells its signer first, then the issuers', () => {
    const read = readPeFile(program({ signature }))
    expect(read).toEqual({
      version: null,
      signature: { leaf, certificates: [leaf, middle, stamp] },
    })
    const other = signedData([middle, leaf], signerNamed(8, 'Contoso CA'))
    expect(readPeFile(program({ signature: other }))?.signature).toEqual({
      leaf: null,
      certificates: [middle, leaf],
    })
  })

  it('is not any other file, and says when its signature cannot be read', () => {
    expect(readPeFile(new Uint8Array())).toBeNull()
    expect(readPeFile(new TextEncoder().encode('MZ, a text'))).toBeNull()
    expect(readPeFile(program({ signature: certificate(1, 'a', 'b') }))?.signature).toBe(
      'unreadable',
    )
  })
})

describe('a script', () => {
  const digits = btoa(String.fromCharCode(...signature))
  const lines = digits.match(/.{1,64}/g)?.map((line) => `# ${line}`) ?? []
  const script = [
    'Get-Service # SIG # Begin signature block',
    '',
    '# SIG # Begin signature block',
    ...lines,
    '# SIG # End signature block',
    '',
  ].join('\r\n')

  it('tells its signer', () => {
    const expected = { leaf, certificates: [leaf, middle, stamp] }
    expect(readScriptSignature(script)).toEqual(expected)
    expect(readScriptSignature(script.replaceAll('\r\n', '\n'))).toEqual(expected)
    const wide = Uint8Array.from(
      `\ufeff${script}`.split('').flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]),
    )
    expect(readScriptSignature(textOfScript(wide))).toEqual(expected)
  })

  it('says when it has none, or none that can be read', () => {
    expect(readScriptSignature('Get-Service')).toBe('none')
    expect(readScriptSignature('# SIG # Begin signature block\n# MIIB')).toBe('unreadable')
    expect(readScriptSignature(script.replace('# MI', '# !!'))).toBe('unreadable')
    expect(readScriptSignature(script.slice(0, -90))).toBe('unreadable')
  })
})

describe('hostile files', () => {
  const whole = program({ version, signature })

  it('neither make the readers throw nor keep them busy', () => {
    let slowest = 0
    const timed = (bytes: Uint8Array): void => {
      const start = performance.now()
      readPeFile(bytes)
      slowest = Math.max(slowest, performance.now() - start)
    }
    for (let end = 0; end < whole.length; end += 1) timed(whole.subarray(0, end))
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = whole.slice()
        for (const [at, value] of changes) bytes[at] = value
        timed(bytes)
      }),
      { numRuns: 3000 },
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), timed), { numRuns: 500 })
    expect(slowest).toBeLessThan(500)
  })

  it('neither do damaged signatures', () => {
    for (let end = 0; end < signature.length; end += 1) {
      expect(readSignedData(signature.subarray(0, end))).toBeNull()
    }
    fc.assert(
      fc.property(fc.nat(signature.length - 1), fc.nat(255), (at, value) => {
        const bytes = signature.slice()
        bytes[at] = value
        readSignedData(bytes)
        readScriptSignature(`# SIG # Begin signature block\n${String.fromCharCode(...bytes)}`)
      }),
      { numRuns: 1000 },
    )
  })

  it('cannot make a version resource endless', () => {
    const many = versionResource(
      [1, 0, 0, 0],
      Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`K${index}`, ''])),
    )
    const start = performance.now()
    expect(readPeFile(program({ version: many }))?.version?.fixedFileVersion).toBe('1.0.0.0')
    expect(performance.now() - start).toBeLessThan(500)
  })
})

const folder = new URL('../../../shared/fixtures/certificates/', import.meta.url)
const present = existsSync(folder)
if (!present) console.info('Real certificates are not here: a signature of them is not built.')

describe.skipIf(!present)('real certificates', () => {
  const read = (file: string): Uint8Array<ArrayBuffer> => {
    const decoded = decodeInput(new Uint8Array(readFileSync(new URL(file, folder))))
    if (!decoded.ok) throw new Error(file)
    return decoded.der
  }

  it('come out of a signature as they went in, the signer before its issuer', async () => {
    const signer = read('brave-software-leaf-2020.pem')
    const issuer = read('digicert-sha2-assured-id-code-signing-ca.pem')
    const others = ['entrust-2048-t61string.cer', 'ica-root-utf8-subject.pem'].map(read)
    const [tbs] = childrenOf(parse(signer))
    const [, serial, , issuerName] = tbs ? childrenOf(tbs) : []
    if (!serial || !issuerName) throw new Error('no serial')
    const info = signerOfCertificate(
      new Uint8Array(issuerName.valueBeforeDecodeView),
      new Uint8Array(serial.valueBeforeDecodeView),
    )
    const found = readPeFile(program({ signature: signedData([...others, issuer, signer], info) }))
    if (typeof found?.signature !== 'object') throw new Error('no signature')
    expect(found.signature).toEqual({
      leaf: signer,
      certificates: [signer, issuer, ...others],
    })
    expect(await readCertificate(signer)).toMatchObject({
      certificate: { subject: { commonName: 'Brave Software, Inc.' } },
    })
  })
})
