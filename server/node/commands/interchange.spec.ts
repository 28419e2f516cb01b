import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { ReusableSettingDocument } from '#domain/policies/interchange.ts'
import { newRule } from '#domain/rules/rule-model.ts'
import { newRulesPolicySettings } from '#domain/rules/write-rules.ts'
import { verifyChain } from '#server/audit/chain.ts'
import { proseware } from '#worlds/sample/certificates/fictional-certificates.ts'

import { createDataFolder } from '../data-folder.ts'
import { openExistingFolder, prepareData, type WorldName } from '../open-data.ts'
import { openSqlite } from '../sqlite.ts'
import { dataFiles } from '../data-folder.ts'
import { fileNames } from './documents-folder.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'

let root = ''
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'epm-interchange-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))

const now = new Date('2026-05-04T09:00:00.000Z')
const tenant = async (name: string, world: WorldName) => {
  const dataFolder = join(root, name)
  createDataFolder(dataFolder)
  const { db } = openSqlite(dataFiles(dataFolder).database)
  await prepareData(db, { world, now, newId: () => crypto.randomUUID() })
  await db.destroy()
  const printed: string[] = []
  const scope = {
    dataFolder,
    print: (line: string) => void printed.push(line),
    now: () => now,
    newId: () => crypto.randomUUID(),
  }
  return { scope, printed, open: () => openExistingFolder(dataFolder).db }
}
const folder = (name: string) => join(root, name)
const texts = (name: string) =>
  Object.fromEntries(
    readdirSync(folder(name)).map((file) => [file, readFileSync(join(folder(name), file), 'utf8')]),
  )

describe('export and import of a folder', () => {
  it('writes one sorted, diffable file each, and reading them back changes nothing', async () => {
    const { scope, printed, open } = await tenant('data', 'sample')
    expect(await exportCommand([folder('git')], scope)).toBe(0)
    expect(printed).toEqual([...printed].toSorted())
    expect(printed).toContain('rules.developer-tools.json')
    expect(printed).toContain('reusable.microsoft-corporation-publisher.json')
    expect(printed).toHaveLength(11)
    const first = texts('git')
    expect(Object.values(first).join()).not.toMatch(
      /lastModifiedDateTime|createdDateTime|isAssigned/,
    )
    await exportCommand([folder('git')], scope)
    expect(texts('git')).toEqual(first)
    const db = open()
    const before = await db.selectFrom('policy_versions').selectAll().execute()
    printed.length = 0
    expect(await importCommand([folder('git')], scope)).toBe(0)
    expect(printed.at(-1)).toBe('0 create, 0 update, 11 unchanged, 0 refused')
    expect(await db.selectFrom('policy_versions').selectAll().execute()).toEqual(before)
    await db.destroy()
  })

  it('brings a tenant into another one, where an export differs in ids of certificates only', async () => {
    const source = await tenant('source', 'sample')
    const target = await tenant('target', 'empty')
    await exportCommand([folder('git')], source.scope)
    // The tags of one tenant mean nothing in another.
    for (const [file, text] of Object.entries(texts('git'))) {
      const document = JSON.parse(text) as { roleScopeTagIds?: string[] }
      if (document.roleScopeTagIds) document.roleScopeTagIds = ['0']
      writeFileSync(join(folder('git'), file), `${JSON.stringify(document, null, 2)}\n`)
    }
    expect(await importCommand([folder('git'), '--accept-risks'], target.scope)).toBe(0)
    expect(target.printed.at(-1)).toBe('11 create, 0 update, 0 unchanged, 0 refused')
    await exportCommand([folder('copy')], target.scope)
    const ids = (name: string) =>
      Object.entries(texts(name))
        .filter(([file]) => file.startsWith('reusable.'))
        .map(([, text]) => (JSON.parse(text) as { id: string }).id)
    const [was, is] = [ids('git'), ids('copy')]
    const renamed = (text: string) =>
      was.reduce((so, id, index) => so.replaceAll(id, is[index] ?? ''), text)
    const expected = Object.entries(texts('git')).map(([file, text]) => [file, renamed(text)])
    expect(texts('copy')).toEqual(Object.fromEntries(expected))
    const db = target.open()
    expect(await verifyChain(db)).toMatchObject({ ok: true, count: 12 })
    const actors = await db.selectFrom('audit').select('actor_name').distinct().execute()
    expect(actors).toEqual([{ actor_name: 'epm command' }])
    await db.destroy()
  })

  it('says what a dry run would change, and refuses all when one file is wrong', async () => {
    const { scope, printed, open } = await tenant('data', 'sample')
    await exportCommand([folder('git')], scope)
    const file = join(folder('git'), 'rules.developer-tools.json')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace(/"description": "[^"]*"/, '"description": "From git"'))
    printed.length = 0
    expect(await importCommand([folder('git'), '--dry-run'], scope)).toBe(0)
    expect(printed).toContain('update    rules.developer-tools.json  "Developer tools"')
    expect(printed).toContain('          "description"')
    expect(printed.at(-1)).toBe('0 create, 1 update, 10 unchanged, 0 refused; nothing was written')
    writeFileSync(join(folder('git'), 'zz.json'), '{"name":"Stranger"}')
    expect(await importCommand([folder('git')], scope)).toBe(1)
    expect(printed.at(-1)).toMatch(/1 refused; so nothing was written$/)
    const db = open()
    const described = await db.selectFrom('policies').select('resource').execute()
    expect(described.some(({ resource }) => resource.includes('From git'))).toBe(false)
    rmSync(join(folder('git'), 'zz.json'))
    expect(await importCommand([folder('git')], scope)).toBe(0)
    const after = await db.selectFrom('policies').select('resource').execute()
    expect(after.some(({ resource }) => resource.includes('From git'))).toBe(true)
    const version = await db
      .selectFrom('policy_versions')
      .select(['by_id', 'by_name', 'activity'])
      .where('version', '=', 2)
      .execute()
    expect(version).toEqual([{ by_id: null, by_name: 'epm command', activity: 'import' }])
    await db.destroy()
  })

  it('lists risky rules and writes nothing until they are accepted', async () => {
    const source = await tenant('source', 'sample')
    const target = await tenant('target', 'empty')
    await exportCommand([folder('git')], source.scope)
    for (const file of Object.keys(texts('git'))) {
      if (!/^(rules\.developer-tools|reusable\..*)\.json$/.test(file))
        rmSync(join(folder('git'), file))
    }
    const file = join(folder('git'), 'rules.developer-tools.json')
    const document = JSON.parse(readFileSync(file, 'utf8')) as { roleScopeTagIds: string[] }
    writeFileSync(file, JSON.stringify({ ...document, roleScopeTagIds: ['0'] }))
    const db = target.open()
    const policies = async () =>
      (await db.selectFrom('policies').select('name').execute()).map(({ name }) => name)
    const { printed, scope } = target
    for (const flags of [['--dry-run'], []]) {
      printed.length = 0
      expect(await importCommand([folder('git'), ...flags], scope)).toBe(flags.length === 0 ? 1 : 0)
      const risky = printed.filter((line) => line.startsWith('risky '))
      expect(risky.length).toBeGreaterThan(0)
      for (const line of risky)
        expect(line).toMatch(/^risky {5}rules\.developer-tools\.json {2}rule "/)
      expect(printed.at(-2)).toMatch(/risky: read what could go wrong, then add --accept-risks/)
      expect(printed.at(-1)).toMatch(/nothing was written$/)
      expect(await policies()).toEqual([])
      expect(await verifyChain(db)).toMatchObject({ ok: true, count: 0 })
    }
    expect(await importCommand([folder('git'), '--accept-risks'], scope)).toBe(0)
    expect(await policies()).toEqual(['Developer tools'])
    // What is there already is no news.
    printed.length = 0
    expect(await importCommand([folder('git')], scope)).toBe(0)
    expect(printed.filter((line) => line.startsWith('risky '))).toEqual([])
    await db.destroy()
  })

  it('knows the expiry of certificates of the folder and of the tenant', async () => {
    const { scope, printed, open } = await tenant('data', 'sample')
    await exportCommand([folder('git')], scope)
    const settings = texts('git')
    const file = 'reusable.contoso-client-engineering.json'
    const reusable = JSON.parse(settings[file] ?? '{}') as ReusableSettingDocument
    const { id = '' } = reusable
    Object.assign(reusable.settingInstance.simpleSettingValue ?? {}, { value: proseware })
    mkdirSync(folder('certificate'))
    writeFileSync(join(folder('certificate'), file), JSON.stringify(reusable))
    expect(await importCommand([folder('certificate')], scope)).toBe(0)
    const rule = JSON.parse(settings['rules.developer-tools.json'] ?? '{}') as object
    const signed = newRulesPolicySettings([
      {
        ...newRule(),
        name: 'Signed',
        validation: ['windowsAuthentication'],
        fileName: 'setup.exe',
        filePath: 'C:\\Program Files\\Contoso',
        fileHash: 'ab'.repeat(32),
        signatureSource: { kind: 'reusableSetting', settingId: id, certificateType: 'publisher' },
      },
    ])
    mkdirSync(folder('own'))
    const write = (name: string, value: object) =>
      writeFileSync(join(folder('own'), name), JSON.stringify(value))
    write('rules.json', { ...rule, name: 'Fresh', settings: signed })
    expect(await importCommand([folder('own')], scope)).toBe(1)
    expect(printed.join('\n')).toContain('Certificate not valid now. ')
    printed.length = 0
    const elsewhere = await tenant('elsewhere', 'empty')
    write('reusable.json', reusable)
    write('rules.json', { ...rule, name: 'Fresh', settings: signed, roleScopeTagIds: ['0'] })
    expect(await importCommand([folder('own')], elsewhere.scope)).toBe(1)
    expect(elsewhere.printed.join('\n')).toContain('Certificate not valid now. ')
    const db = open()
    expect(
      await db.selectFrom('policies').select('id').where('name', '=', 'Fresh').execute(),
    ).toEqual([])
    await db.destroy()
  })

  it('names files that stand for nothing any more and deletes them only when told', async () => {
    const { scope, printed } = await tenant('data', 'sample')
    mkdirSync(folder('git'))
    writeFileSync(join(folder('git'), 'rules.gone.json'), '{}')
    writeFileSync(join(folder('git'), 'package.json'), '{}')
    await exportCommand([folder('git')], scope)
    expect(printed).toContain('rules.gone.json (no longer there; --prune deletes it)')
    expect(Object.keys(texts('git'))).toContain('rules.gone.json')
    await exportCommand([folder('git'), '--prune'], scope)
    expect(Object.keys(texts('git'))).not.toContain('rules.gone.json')
    expect(Object.keys(texts('git'))).toContain('package.json')
  })

  it('reads no link and no dishonest JSON', async () => {
    const { scope } = await tenant('data', 'empty')
    mkdirSync(folder('git'))
    writeFileSync(join(root, 'secret'), '{"name":"x"}')
    symlinkSync(join(root, 'secret'), join(folder('git'), 'link.json'))
    await expect(importCommand([folder('git')], scope)).rejects.toThrow(/no \.json file/)
    writeFileSync(join(folder('git'), 'twice.json'), '{"name":"a","name":"b"}')
    await expect(importCommand([folder('git')], scope)).rejects.toThrow(
      /twice\.json.*appears twice/,
    )
    await expect(importCommand([folder('none')], scope)).rejects.toThrow(/cannot be read/)
    await expect(importCommand([], scope)).rejects.toThrow(/^Usage/)
  })
})

describe('file names', () => {
  const of = (...names: string[]) => [
    ...fileNames(
      names.map((name, index) => ({ kind: 'rules', id: `id-${index}`, name, document: {} })),
    ).keys(),
  ]

  it('keep letters of every script and nothing that leads out of the folder', () => {
    expect(of('../../etc/passwd', 'Größe & Maß', '管理', '\u202Egnp.exe', '…')).toEqual([
      'rules.etc-passwd.json',
      'rules.gnp-exe.json',
      'rules.größe-maß.json',
      'rules.unnamed.json',
      'rules.管理.json',
    ])
    expect(of('a'.repeat(200))[0]).toHaveLength(71)
  })

  it('tell documents of one name apart by their ids', () => {
    expect(of('Same', 'same ', 'Other')).toEqual([
      'rules.other.json',
      'rules.same.id-0.json',
      'rules.same.id-1.json',
    ])
  })
})
