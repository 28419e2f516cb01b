import type { Page } from '@playwright/test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { differences, type Json } from './differences.ts'
import { expect, test } from './fixtures.ts'
import { callFrom } from './wire.ts'

/**
 * What the console stores is what other tools published for the same input: made through the wizard in the browser,
 * read back over the wire, compared with the document whole. Every difference that is left is named below.
 */

const folder = join(import.meta.dirname, '../../shared/fixtures/graph')
const document = (name: string) =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<string, Json>

test.skip(!existsSync(folder), '../shared/fixtures is absent: there is nothing to compare with')
test.slow()

/** Of the stored object: its own id and address, when it was made, and what the service counts or looks up for it. */
const ofTheService = [
  '@odata.etag',
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'settingCount',
  'creationSource',
  'priorityMetaData',
  'referencingConfigurationPolicyCount',
  'version',
] as const

const stored = async (page: Page, path: string): Promise<Record<string, Json>> => {
  const answer = await callFrom(page, 'GET', path)
  expect(answer.status).toBe(200)
  return Object.fromEntries(
    Object.entries(answer.body as Record<string, Json>).filter(
      ([key]) => !(ofTheService as readonly string[]).includes(key),
    ),
  )
}
/** The policy whose page is open. */
const storedPolicy = (page: Page) => {
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  return stored(page, `/deviceManagement/configurationPolicies('${id}')?$expand=settings`)
}

/** What Graph adds to the template of every policy on a read. */
const templateOf = (name: string) => [
  'templateReference templateFamily: endpointSecurityEndpointPrivilegeManagement, absent',
  `templateReference templateDisplayName: ${name}, absent`,
  'templateReference templateDisplayVersion: Version 1, absent',
]
const type = (kind: string) =>
  `@odata.type: #microsoft.graph.deviceManagementConfiguration${kind}, absent`
/** The document leaves the type of a value out, which Graph reads from the property it stands in; ours always says it. */
const untyped = (...places: readonly string[]) =>
  places.map((place) => `settings 0 ${place} ${type('ChoiceSettingValue')}`)
/** `false` is what the absent member means. */
const defaultNotSaid = (...places: readonly string[]) =>
  places.map(
    (place) =>
      `settings 0 0 ${place} settingValueTemplateReference useTemplateDefault: false, absent`,
  )
/** The place in the list, which the service counts. */
const placeCounted = 'settings 0 id: 0, absent'

const expectDifferences = (made: Json, published: Json, named: readonly string[]) =>
  expect(differences(made, published).sort()).toEqual([...named].sort())

const next = (page: Page) => page.getByRole('button', { name: 'Next' }).click()
const basics = async (page: Page, name: string, description: string) => {
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('textbox', { name: 'Description' }).fill(description)
  await next(page)
}
/** From the scope tags on: the tag Default, nobody assigned. */
const finish = async (page: Page, name: string) => {
  await page.getByRole('radio', { name: 'Choose scope tags' }).check()
  await page.getByRole('checkbox', { name: /^Default/ }).check()
  await next(page)
  await expect(page.getByRole('heading', { level: 2, name: 'Assignments' })).toBeVisible()
  await next(page)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: name.trim() })).toBeVisible()
}

test('elevation settings, every setting given', async ({ as }) => {
  const published = document('policy-settings.terraform-user-confirmation')
  const page = await as('intune.admin', '/epm/policies/new/elevation-settings')
  await basics(page, 'EPM Base Elevation settings policy', 'Elevation settings policy')
  const choose = (group: string, name: RegExp) =>
    page.getByRole('radiogroup', { name: group, exact: true }).getByRole('radio', { name }).check()
  await choose('Endpoint Privilege Management', /^Enabled/)
  await choose('Default elevation response', /^Require user confirmation/)
  await page.getByRole('checkbox', { name: 'Business justification' }).check()
  await choose('Send elevation data for reporting', /^Yes/)
  await choose('Reporting scope', /^Diagnostic data and all endpoint elevations/)
  await choose('(Preview) Automatically detect elevations', /^Yes/)
  await next(page)
  await finish(page, 'EPM Base Elevation settings policy')
  expectDifferences(await storedPolicy(page), published, [
    ...templateOf('Elevation settings policy'),
    `settings 0 ${type('Setting')}`,
    `settings 0 ${type('ChoiceSettingValue')}`,
    ...untyped(
      'defaultelevationresponse',
      'defaultelevationresponse validation 0',
      'allowelevationdetection',
      'senddata',
      'senddata reportingscope',
    ),
  ])
})

const rules = 'device_vendor_msft_policy_privilegemanagement_elevationrules_{elevationrulename}'

type Rule = {
  name: string
  description: string
  type: string
  validation?: string
  children?: string
  fileName: string
  path: string
  hash: string
  fileDescription: string
  productName?: string
  internalName?: string
}

/** Writes one rule into the editor that is open, and confirms its risks. */
const writeRule = async (page: Page, rule: Rule) => {
  const pane = page.getByRole('dialog', { name: 'Rule properties' })
  const text = (name: string, value: string | undefined) =>
    pane.getByRole('textbox', { name, exact: true }).fill(value ?? '')
  const choose = (name: string, label: string) =>
    pane.getByRole('combobox', { name }).selectOption(label)
  await text('Rule name', rule.name)
  await text('Description', rule.description)
  await choose('Elevation type', rule.type)
  if (rule.validation !== undefined)
    await pane.getByRole('checkbox', { name: rule.validation }).check()
  if (rule.children !== undefined) await choose('Child process behavior', rule.children)
  await text('File name', rule.fileName)
  await text('File path', rule.path)
  await choose('Signature source', 'Not configured')
  await text('File hash', rule.hash)
  await text('File description', rule.fileDescription)
  await text('Product name', rule.productName)
  await text('Internal name', rule.internalName)
  await pane.getByRole('checkbox', { name: /^I have read what could go wrong/ }).check()
  await pane.getByRole('button', { name: 'Save' }).click()
  await expect(pane).toHaveCount(0)
}

const createRules = async (
  page: Page,
  { name, description }: { name: string; description: string },
  [first, ...others]: readonly [Rule, ...Rule[]],
) => {
  await basics(page, name, description)
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await writeRule(page, first)
  for (const rule of others) {
    // Rules are written one after the other.
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await writeRule(page, rule)
  }
  await next(page)
  await finish(page, name)
}

test('one automatic rule with a hash', async ({ as }) => {
  const published = document('policy-rules.cookbook-hash-automatic')
  const page = await as('intune.admin', '/epm/policies/new/elevation-rules')
  const hash = '0f'.repeat(32)
  await createRules(
    page,
    { name: 'cmd.exe EPM Policy', description: 'EPM Policy for cmd.exe in C:\\windows\\System32' },
    [
      {
        name: 'cmd.exe Rule',
        description: 'Automatically approved for cmd.exe',
        type: 'Automatic',
        children: 'Require rule to elevate',
        fileName: 'cmd.exe',
        path: 'C:\\windows\\System32',
        hash,
        fileDescription: 'cmd.exe',
      },
    ],
  )
  expectDifferences(await storedPolicy(page), published, [
    ...templateOf('Elevation rules policy'),
    placeCounted,
    // The script puts the hash in at run time.
    `settings 0 0 filehash value: ${hash}, REPLACED_BY_SCRIPT_AT_RUN_TIME`,
    ...defaultNotSaid(
      'appliesto',
      'description',
      'filehash',
      'ruletype',
      'filedescription',
      'name',
      'filename',
      'filepath',
    ),
  ])
})

test('six rules of three types', async ({ as }) => {
  const published = document('policy-rules.mve-six-rules')
  const page = await as('intune.admin', '/epm/policies/new/elevation-rules')
  const system = 'C:\\Windows\\System32'
  const windows = 'Microsoft Windows Operating System'
  const temporary =
    'C:\\Users\\USER01~1\\AppData\\Local\\Temp\\5C23226C-2B90-4289-83F2-AEC1B7A4D5E8'
  const dism = {
    name: 'Dism Host Servicing Process  Automatically Approved',
    description: 'Microsoft Corporation Dism Host Servicing Process',
    type: 'Automatic',
    fileName: 'dismhost.exe',
    fileDescription: 'Dism Host Servicing Process',
    productName: windows,
    internalName: 'dismhost',
  }
  const consoleHost = {
    description: 'Microsoft Corporation Console Window Host',
    fileName: 'Conhost.exe',
    path: system,
    fileDescription: 'Console Window Host',
    productName: windows,
    internalName: 'ConHost',
  }
  const all = 'Allow all child processes to run elevated'
  await createRules(
    page,
    { name: 'EPM Policy for ', description: 'EPM Policy for  created on 20250321-105116' },
    [
      {
        ...dism,
        children: all,
        path: temporary,
        hash: '1a'.repeat(32),
      },
      {
        ...consoleHost,
        name: 'Console Window Host  Automatically Approved',
        type: 'Automatic',
        children: all,
        hash: '2b'.repeat(32),
      },
      {
        name: 'Microsoft Management Console  User Approved with Authentication ',
        description: 'Microsoft Corporation Microsoft Management Console',
        type: 'User confirmed',
        validation: 'Windows authentication',
        children: all,
        fileName: 'mmc.exe',
        path: 'C:\\Windows\\system32',
        hash: '3c'.repeat(32),
        fileDescription: 'Microsoft Management Console',
        productName: windows,
        internalName: 'mmc.exe',
      },
      {
        name: 'Windows PowerShell  User Approved with Business Justification',
        description: 'Microsoft Corporation Windows PowerShell',
        type: 'User confirmed',
        validation: 'Business justification',
        children: 'Require rule to elevate',
        fileName: 'powershell.exe',
        path: `${system}\\WindowsPowerShell\\v1.0`,
        hash: '4d'.repeat(32),
        fileDescription: 'Windows PowerShell',
        productName: windows,
        internalName: 'POWERSHELL',
      },
      {
        ...consoleHost,
        name: 'Console Window Host  Support Approved',
        type: 'Support approved',
        children: 'Deny all',
        hash: '5e'.repeat(32),
      },
      {
        ...dism,
        name: `${dism.name}, again`,
        path: `${system}\\Dism`,
        hash: '6f'.repeat(32),
      },
    ],
  )
  const sixth = 'settings 0 5'
  expectDifferences(await storedPolicy(page), published, [
    ...templateOf('Elevation rules policy'),
    placeCounted,
    `settings 0 ${type('Setting')}`,
    // Flaws of the document that the form refuses or mends: no hash in rules that need one, the same name twice, a
    // space at the end of the policy's name.
    ...['1a', '2b', '3c', '4d', '5e', '6f'].map(
      (digits, rule) => `settings 0 ${rule} filehash value: ${digits.repeat(32)}, `,
    ),
    `${sixth} name value: ${dism.name}, again, ${dism.name}`,
    'name: EPM Policy for, EPM Policy for ',
    // The form has no way to leave out what a child process may do: the product's default is written.
    `${sixth} childprocessbehavior: ${JSON.stringify({
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
      settingDefinitionId: `${rules}_childprocessbehavior`,
      choiceSettingValue: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingValue',
        value: `${rules}_allowrunelevatedrulerequired`,
        children: [],
      },
    })}, absent`,
    // The document has no scope tags; a policy always has one.
    'roleScopeTagIds: ["0"], absent',
    ...untyped(
      ...[0, 1, 2, 3, 4, 5].map((rule) => `${rule} appliesto`),
      ...[1, 2, 3, 5].map((rule) => `${rule} ruletype`),
      '2 ruletype validation 0',
      '3 ruletype validation 0',
    ),
    ...defaultNotSaid('ruletype'),
  ])
})

test('a reusable setting', async ({ as }) => {
  const published = document('reusablePolicySetting.pem-app1')
  const page = await as('intune.admin', '/epm/reusable-settings/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('App1')
  await next(page)
  const { value } = (published['settingInstance'] as { simpleSettingValue: { value: string } })
    .simpleSettingValue
  await page.locator('input[type=file]').setInputFiles({
    name: 'App1.cer',
    mimeType: 'application/x-x509-ca-cert',
    buffer: Buffer.from(value),
  })
  await expect(page.getByText('SHA-256 thumbprint')).toBeVisible()
  await next(page)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'App1' })).toBeVisible()
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const path = `/deviceManagement/reusablePolicySettings('${id}')`
  expectDifferences(await stored(page, path), published, [])
})
