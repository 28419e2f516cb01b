// @vitest-environment jsdom
import { fireEvent } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'

import {
  program,
  signedData,
  signerOfCertificate,
} from '#domain/file-reading/build-file.spec-helper.ts'
import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { blankRule } from '../forms/rule-list-edits.ts'
import { expiredCertificate, soundCertificate } from './named-rows.spec-helper.ts'
import { openEditor } from './rule-editor.spec-helper.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
servicePerTest({ ...sampleWorld(at), elevations: [] }, 'epm.manager@contoso.example')
beforeEach(() => sessionStorage.clear())

/** The parts of a DER value, each whole. */
const partsOf = (der: Uint8Array): Uint8Array[] => {
  const head = (at: number) => {
    const first = der[at + 1] ?? 0
    if (first < 0x80) return { start: at + 2, length: first }
    const digits = [...der.subarray(at + 2, at + 2 + (first & 0x7f))]
    return {
      start: at + 2 + digits.length,
      length: digits.reduce((sum, each) => sum * 256 + each, 0),
    }
  }
  const found: Uint8Array[] = []
  for (let at = head(0).start; at < der.length;) {
    const { start, length } = head(at)
    found.push(der.subarray(at, start + length))
    at = start + length
  }
  return found
}

/** A program that carries this certificate as its signer's. */
const signedBy = (base64: string) => {
  const leaf = Uint8Array.from(Buffer.from(base64, 'base64'))
  const [, serial, , issuer] = partsOf(partsOf(leaf)[0] ?? leaf)
  if (serial === undefined || issuer === undefined) throw new Error('This is no certificate.')
  const signature = signedData([leaf], signerOfCertificate(issuer, serial))
  return new File([program({ signature })], 'setup.exe')
}

const fill = async (certificate: string) => {
  const editor = await openEditor(blankRule())
  const input = editor.inside.getByLabelText('File to fill from')
  fireEvent.change(input, { target: { files: [signedBy(certificate)] } })
  const outcome = await editor.inside.findByText(/Filled File name/, {}, { timeout: 10_000 })
  return { ...editor, box: outcome.closest('[role=status]') }
}

it('says that a signer’s certificate has run out, and leaves it out with one press', async () => {
  const { box, inside, named } = await fill(expiredCertificate)
  expect(box).toHaveTextContent(
    'The signer’s certificate is not valid now: a rule with it does not work.',
  )
  expect(named('signatureSource')).toHaveValue('uploadedCertificate')
  fireEvent.click(inside.getByText('Use the hash only'))
  expect(named('signatureSource')).toHaveValue('notConfigured')
  expect(named('fileHash').value).toMatch(/^[0-9a-f]{64}$/)
  expect(box).toHaveTextContent('The certificate is left out.')
  expect(box).not.toHaveTextContent('not valid now')
  expect(inside.queryByText('Use the hash only')).toBeNull()
})

it('offers nothing of the kind for a certificate that is valid', async () => {
  const { box, inside, named } = await fill(soundCertificate)
  expect(box).not.toHaveTextContent('not valid now')
  expect(inside.queryByText('Use the hash only')).toBeNull()
  expect(named('signatureSource')).toHaveValue('uploadedCertificate')
})
