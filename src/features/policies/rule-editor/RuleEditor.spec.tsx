// @vitest-environment jsdom
import { fireEvent, waitFor } from '@testing-library/react'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { RuleModel } from '#domain/rules/rule-model.ts'
import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { blankRule } from '../forms/rule-list-edits.ts'
import { expiredCertificate, namedRows, soundRule, upload } from './named-rows.spec-helper.ts'
import { openEditor } from './rule-editor.spec-helper.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
servicePerTest(world, 'epm.manager@contoso.example')
beforeEach(() => sessionStorage.clear())
beforeAll(() => import('#domain/certificates/read-certificate.ts'), 60_000)

const refused = namedRows.filter(({ kind }) => kind === 'error')
const told = namedRows.filter(({ kind }) => kind !== 'error')

describe('each row of epm-behaviour 4.6 in the editor', () => {
  it.each(refused)('$row: refused, with the sentence as an alert', async ({ over, sentence }) => {
    const { save, saved, alerts, confirmation } = await openEditor(soundRule, {
      ...soundRule,
      ...over,
    })
    await waitFor(() => {
      save()
      expect(alerts()).toContainEqual(expect.stringContaining(sentence))
    })
    const box = confirmation()
    if (box) fireEvent.click(box)
    save()
    expect(saved).toEqual([])
  })

  it.each(told)('$row: told, and saved once it is confirmed', async ({ over, sentence }) => {
    const edited = { ...soundRule, ...over }
    const { save, saved, confirmation, inside } = await openEditor(soundRule, edited)
    await waitFor(() => expect(inside.getAllByText(sentence).length).toBeGreaterThan(0))
    save()
    const box = confirmation()
    if (box) {
      expect(saved).toEqual([])
      expect(box.checked).toBe(false)
      fireEvent.click(box)
      save()
    }
    await waitFor(() => expect(saved).toEqual([edited]))
  })

  it('disables the child processes of a deny rule and says why', async () => {
    const { named, inside } = await openEditor({ ...soundRule, elevationType: 'deny' })
    expect(named('childProcessBehavior')).toBeDisabled()
    expect(inside.getByText('It has no effect in a deny rule: nothing is elevated.')).toBeVisible()
  })
})

describe('what was confirmed', () => {
  const risky: RuleModel = { ...soundRule, elevationType: 'automatic' }

  it('counts for a rule of another name, and for no other rule', async () => {
    const { save, saved, confirmation, change, alerts } = await openEditor(soundRule, risky)
    fireEvent.click(confirmation() ?? document.body)
    change('name', 'Renamed')
    expect(confirmation()?.checked).toBe(true)
    change('filePath', 'C:\\Windows\\Temp')
    expect(confirmation()?.checked).toBe(false)
    save()
    expect(saved).toEqual([])
    expect(alerts()).toContain('Confirm that you have read what could go wrong.')
  })

  it('does not outlive the news that the certificate has expired', async () => {
    const { save, saved, change, confirmation, inside } = await openEditor(soundRule, {
      ...soundRule,
      fileHash: '',
      signatureSource: upload(expiredCertificate),
    })
    fireEvent.click(confirmation() ?? document.body)
    save()
    await inside.findByText(/^Rules? with this certificate do not work|The rule does not work/)
    expect(confirmation()?.checked).toBe(false)
    save()
    expect(saved).toEqual([])
    change('name', 'Still not')
    save()
    expect(saved).toEqual([])
  })

  it('is asked for when a safe rule is edited into a risky one, also with the keyboard', async () => {
    const { save, saved, change, confirmation, named, alerts } = await openEditor(soundRule)
    expect(confirmation()).toBeNull()
    change('childProcessBehavior', 'allowAll')
    expect(confirmation()?.checked).toBe(false)
    fireEvent.keyDown(named('name'), { key: 'Enter', ctrlKey: true })
    expect(saved).toEqual([])
    expect(alerts()).toContain('Confirm that you have read what could go wrong.')
    fireEvent.click(confirmation() ?? document.body)
    save()
    expect(saved).toEqual([{ ...soundRule, childProcessBehavior: 'allowAll' }])
  })
})

describe('what stands beside the form', () => {
  const dangerousRule: RuleModel = {
    ...soundRule,
    elevationType: 'automatic',
    fileName: 'powershell.exe',
    filePath: 'C:\\ProgramData',
    childProcessBehavior: 'allowAll',
  }
  const verdict = async (rule: RuleModel) => {
    const { inside } = await openEditor(soundRule, rule)
    return inside.getByRole('status', { hidden: true })
  }

  it('names the worst risk of a rule whose file it knows surely, and says the file apart', async () => {
    const told = await verdict(dangerousRule)
    expect(told).toHaveTextContent(
      /^Serious risk Program that runs other code, with any arguments, and 4 more/,
    )
    expect(told).toHaveTextContent(/File identity: strongOnly the one file with this hash matches/)
    expect(told).not.toHaveTextContent(/Strong|No risk/)
  })

  it('says neither strong nor safe while a field is refused', async () => {
    const told = await verdict({ ...soundRule, fileHash: 'zz' })
    expect(told).toHaveTextContent(/^Not complete: /)
    expect(told).not.toHaveTextContent(/identity|strong|No risk found/i)
  })

  it('says that nothing was found only where nothing was', async () => {
    expect(await verdict(soundRule)).toHaveTextContent(/^No risk foundFile identity: strong/)
  })
})

describe('a rule that nobody has begun', () => {
  const wrong = (pane: HTMLElement) => pane.querySelectorAll('[aria-invalid="true"]').length
  const needed = ['Enter a rule name.', 'Enter a file name.', 'Choose a certificate.']

  it('says calmly what it needs: nothing is invalid, and no risk is told', async () => {
    const { inside, alerts, text, named } = await openEditor(blankRule())
    expect(inside.getByText('What this rule needs')).toBeVisible()
    for (const sentence of needed) expect(inside.getAllByText(sentence)).toHaveLength(1)
    expect(text()).not.toMatch(/Not complete|risk|What could go wrong|match any file/)
    expect(alerts()).toEqual([])
    expect(wrong(document.body)).toBe(0)
    expect(named('name')).toBeRequired()
  })

  it('is judged from the first thing typed on, also when that is taken away again', async () => {
    const { inside, change, text } = await openEditor(blankRule())
    change('name', 'S')
    expect(inside.getByText(/^Not complete: \d things to mend/)).toBeVisible()
    expect(text()).toMatch(/What could go wrong/)
    change('name', '')
    expect(inside.getByText(/^Not complete: \d things to mend/)).toBeVisible()
    expect(text()).not.toMatch(/What this rule needs/)
  })

  it('is judged after the first try to save it, with the errors at their fields', async () => {
    const { save, saved, alerts, named, text } = await openEditor(blankRule())
    save()
    expect(saved).toEqual([])
    for (const sentence of needed) {
      expect(alerts()).toContainEqual(expect.stringContaining(sentence))
    }
    await waitFor(() => expect(named('name')).toHaveFocus())
    expect(named('name')).toBeInvalid()
    expect(text()).toMatch(/What could go wrong/)
  })
})

it('shows hidden characters of a file name under its field, and keeps what was typed', async () => {
  const { named, change, save, saved } = await openEditor(soundRule)
  expect(named('fileName')).not.toHaveAccessibleDescription(/hidden characters/)
  change('fileName', 'setup\u202Egpj.exe')
  expect(named('fileName')).toHaveValue('setup\u202Egpj.exe')
  expect(named('fileName')).toHaveAccessibleDescription(
    /With its hidden characters: setup.*202E.*gpj\.exe/,
  )
  save()
  expect(saved.map(({ fileName }) => fileName)).toEqual(['setup\u202Egpj.exe'])
})
