import type { Page, Request } from '@playwright/test'
import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, test } from './fixtures.ts'
import { callFrom } from './wire.ts'

/** A program that Microsoft signed, from a development dependency; what the console reads of it is checked with Node. */

const signing = fileURLToPath(import.meta.resolve('@electron/windows-sign/package.json'))
const program = readFileSync(join(dirname(signing), 'vendor/signtool.exe'))

/** Its certificate table: a header of eight bytes, then the PKCS #7 message (PE format, data directory 4). */
const signature = (() => {
  const optional = program.readUInt32LE(0x3c) + 24
  const directory = optional + (program.readUInt16LE(optional) === 0x20b ? 112 : 96) + 4 * 8
  const [at, size] = [program.readUInt32LE(directory), program.readUInt32LE(directory + 4)]
  return program.subarray(at + 8, at + size)
})()

/** All certificates that stand whole in the message. */
const inside = (() => {
  const found: X509Certificate[] = []
  for (let at = signature.indexOf('3082', 0, 'hex'); at >= 0;) {
    try {
      found.push(
        new X509Certificate(signature.subarray(at, at + 4 + signature.readUInt16BE(at + 2))),
      )
    } catch {
      // Another structure begins with the same two bytes.
    }
    at = signature.indexOf('3082', at + 1, 'hex')
  }
  return found
})()

const fileOf = (name: string, buffer: Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer,
})

const openEditor = async (page: Page) => {
  await page.getByRole('textbox', { name: 'Name' }).fill('Tools of Microsoft')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Add a rule' }).click()
  const pane = page.getByRole('dialog', { name: 'Rule properties' })
  await pane.getByText('Fill from a file').click()
  return pane
}

/** The text of a setting, at whatever depth of the stored policy it hangs. */
const textOf = (stored: unknown, ending: string): string | undefined => {
  if (typeof stored !== 'object' || stored === null) return undefined
  const { settingDefinitionId: id, simpleSettingValue: value } = stored as {
    settingDefinitionId?: string
    simpleSettingValue?: { value: string }
  }
  if (id?.endsWith(ending) && value) return value.value
  for (const part of Object.values(stored)) {
    const found = textOf(part, ending)
    if (found !== undefined) return found
  }
  return undefined
}

test('a signed program fills a rule and never leaves the page', async ({ as }) => {
  const page = await as('intune.admin', '/epm/policies/new/elevation-rules')
  const pane = await openEditor(page)
  const sent: Request[] = []
  page.on('request', (request) => sent.push(request))
  const filled = pane.getByText(/^Filled File name/).or(pane.getByText(/: Filled File name/))

  // By way of the button, as a person does; dropping takes the same way.
  const chooser = page.waitForEvent('filechooser')
  await pane.getByRole('button', { name: 'Choose a file' }).first().click()
  await (await chooser).setFiles(fileOf('signtool.exe', program))
  await expect(filled.first()).toBeVisible()
  const field = (name: string) => pane.getByRole('textbox', { name, exact: true })
  await expect(field('File name')).toHaveValue('signtool.exe')
  await expect(field('File hash')).toHaveValue(createHash('sha256').update(program).digest('hex'))
  await expect(field('Minimum version')).toHaveValue('10.0.22000.194')
  await expect(field('File description')).toHaveValue(
    'Authenticode(R) - signing and verifying tool',
  )
  await expect(field('Product name')).toHaveValue(/^Microsoft/)
  await expect(field('Internal name')).toHaveValue('SignTool')
  await expect(pane.getByRole('combobox', { name: 'Signature source' })).toHaveValue(
    'uploadedCertificate',
  )
  await expect(pane.getByRole('combobox', { name: 'Certificate type' })).toHaveValue('publisher')
  await expect(pane.getByText('Issued to Microsoft Corporation')).toBeVisible()
  await expect(pane.getByText(/^Issued by Microsoft Code Signing PCA/)).toBeVisible()
  // The readers come as scripts of the console; nothing is sent to anybody.
  expect(sent.filter((request) => request.method() !== 'GET')).toEqual([])

  await pane.getByRole('checkbox', { name: /^I have read what could go wrong/ }).check()
  await pane.getByRole('button', { name: 'Save' }).click()
  await expect(pane).toHaveCount(0)
  for (const step of ['Scope tags', 'Assignments', 'Review + create']) {
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(page.getByRole('heading', { level: 2, name: step })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Tools of Microsoft' })).toBeVisible()

  // Of the file, only what the rule holds was sent: pieces of its code are in no request.
  const pieces = [0.1, 0.3, 0.5, 0.7].map((part) => {
    const at = Math.floor(program.length * part)
    return program.subarray(at, at + 48)
  })
  for (const request of sent) {
    const body = request.postDataBuffer() ?? Buffer.alloc(0)
    expect(body.length).toBeLessThan(20_000)
    for (const piece of pieces) {
      expect(body.includes(piece)).toBe(false)
      expect(body.includes(piece.toString('base64').slice(4, 56))).toBe(false)
    }
  }
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const answer = await callFrom(
    page,
    'GET',
    `/deviceManagement/configurationPolicies('${id}')?$expand=settings`,
  )
  const leaf = new X509Certificate(
    Buffer.from(textOf(answer.body, '_certificatefileupload') ?? '', 'base64'),
  )
  // The signer itself, with its issuer beside it in the file: no authority and no time stamp.
  expect(leaf.ca).toBe(false)
  expect(leaf.subject).toContain('CN=Microsoft Corporation')
  expect(leaf.keyUsage).toContain('1.3.6.1.5.5.7.3.3')
  expect(inside.map(({ fingerprint256 }) => fingerprint256)).toContain(leaf.fingerprint256)
  const issuer = inside.find((each) => each.ca && leaf.checkIssued(each))
  expect(issuer && leaf.verify(issuer.publicKey)).toBe(true)
})

test('a script with a signature block fills a rule', async ({ as }) => {
  // The block holds a real signature, though of the program: the page reads who signed and leaves proof to Windows.
  const lines = signature.toString('base64').match(/.{1,64}/g) ?? []
  const script = Buffer.from(
    [
      'Write-Output "hello"',
      '',
      '# SIG # Begin signature block',
      ...lines.map((line) => `# ${line}`),
      '# SIG # End signature block',
      '',
    ].join('\r\n'),
  )
  const page = await as('intune.admin', '/epm/policies/new/elevation-rules')
  const pane = await openEditor(page)
  await pane.getByLabel('File to fill from').setInputFiles(fileOf('hello.ps1', script))
  await expect(pane.getByRole('textbox', { name: 'File name' })).toHaveValue('hello.ps1')
  await expect(pane.getByRole('textbox', { name: 'File hash' })).toHaveValue(
    createHash('sha256').update(script).digest('hex'),
  )
  await expect(pane.getByText('Issued to Microsoft Corporation')).toBeVisible()
  await expect(pane.getByRole('combobox', { name: 'Certificate type' })).toHaveValue('publisher')
  await expect(pane.getByText(/does not verify the signature/)).toBeVisible()
})
