// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { ConfigurationPolicy } from '#contract/policies.ts'
import { newElevationSettings } from '#domain/rules/elevation-settings-form.ts'
import { readElevationSettings, type ElevationSettings } from '#domain/rules/elevation-settings.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import { writeElevationSettings } from '#domain/rules/write-elevation-settings.ts'
import { newRulesPolicySettings, writeRules } from '#domain/rules/write-rules.ts'
import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { callOnce } from '#src/api/queries.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import EditPolicyPage from './edit/EditPolicyPage.tsx'
import { RuleListEditor } from './forms/RuleListEditor.tsx'
import PolicyHistoryPage from './history/PolicyHistoryPage.tsx'
import ImportPage from './interchange/ImportPage.tsx'
import { policyKindOf } from './policy-kind.ts'
import PoliciesPage from './PoliciesPage.tsx'
import { expiredCertificate, soundRule, upload } from './rule-editor/named-rows.spec-helper.ts'

/** R12: no path from a risky rule to the tenant is one click long. */
const at = new Date('2026-11-18T09:00:00.000Z')
const sample = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
const risky: RuleModel = { ...soundRule, name: 'Silent', elevationType: 'automatic' }
const name = 'Developer tools'
const expiredSetting = sample.reusableSettings[0]?.id ?? ''
const withCertificate = (setting: (typeof sample.reusableSettings)[number], value: string) => ({
  ...setting,
  settingInstance: {
    ...setting.settingInstance,
    simpleSettingValue: { ...setting.settingInstance?.simpleSettingValue, value },
  } as NonNullable<typeof setting.settingInstance>,
})
const world = {
  ...sample,
  reusableSettings: sample.reusableSettings.map((setting) =>
    setting.id === expiredSetting ? withCertificate(setting, expiredCertificate) : setting,
  ),
  policies: sample.policies.map((policy) =>
    policy.name === name
      ? { ...policy, settings: newRulesPolicySettings([soundRule, risky]) }
      : policy,
  ),
}
const id = world.policies.find((policy) => policy.name === name)?.id ?? ''
const settingsPolicy = sample.policies.find((policy) => policyKindOf(policy) === 'settings')
const settingsId = settingsPolicy?.id ?? ''
const open = { ...newElevationSettings(), defaultResponse: 'userConfirmation' as const }
servicePerTest(world, 'epm.manager@contoso.example')
beforeEach(() => sessionStorage.clear())
beforeAll(async () => {
  await import('#domain/certificates/read-certificate.ts')
  await import('./rule-editor/RuleEditor.tsx')
}, 60_000)

const attack = /Malware starts the file silently and has it elevated; nobody sees a prompt/
const missing = 'Confirm that you have read what could go wrong.'
const read = (): Promise<ConfigurationPolicy> =>
  callOnce('policyGet', { path: { id }, query: { $expand: 'settings' } })
const names = async () => readRules((await read()).settings ?? []).map((rule) => rule.name)
const all = async () => (await callOnce('policyList', { query: {} })).value.map((each) => each.name)
const write = async (rules: readonly RuleModel[]) => {
  const now = await read()
  await callOnce('policyReplace', {
    path: { id },
    ifMatch: now['@odata.etag'],
    body: {
      name,
      platforms: 'windows10',
      technologies: now.technologies,
      roleScopeTagIds: now.roleScopeTagIds,
      templateReference: now.templateReference,
      settings: writeRules(now.settings ?? null, rules),
    },
  })
}

const responseOf = async (policy = settingsId) => {
  const { settings } = await callOnce('policyGet', {
    path: { id: policy },
    query: { $expand: 'settings' },
  })
  return readElevationSettings(settings ?? [])?.defaultResponse
}
const writeSettings = async (settings: ElevationSettings) => {
  const now = await callOnce('policyGet', {
    path: { id: settingsId },
    query: { $expand: 'settings' },
  })
  await callOnce('policyReplace', {
    path: { id: settingsId },
    ifMatch: now['@odata.etag'],
    body: {
      name: now.name ?? '',
      platforms: 'windows10',
      technologies: now.technologies,
      roleScopeTagIds: now.roleScopeTagIds,
      templateReference: now.templateReference,
      settings: writeElevationSettings(now.settings ?? null, settings),
    },
  })
}

const dialogOf = async () => within(await screen.findByRole('dialog'))
/** The button once it can be used: until then another one stands in its place. */
const ready = (inside: Pick<typeof screen, 'getByRole'>, button: string) =>
  waitFor(() => {
    const found = inside.getByRole('button', { name: button })
    expect(found).not.toHaveAttribute('aria-disabled', 'true')
    return found
  })

/** Clicks, sees the risk and the refusal, ticks the box that was empty, and clicks again. */
const confirmed = async (
  user: UserEvent,
  inside: Pick<typeof screen, 'getByRole' | 'findByText' | 'findByRole'>,
  button: string,
  nothingWritten: () => Promise<void>,
  risk = attack,
) => {
  expect(await inside.findByText(risk)).toBeVisible()
  const send = await ready(inside, button)
  await user.click(send)
  expect(await inside.findByText(missing)).toBeVisible()
  await nothingWritten()
  const box = await inside.findByRole('checkbox', { name: /^I have read what could go wrong/ })
  expect(box).not.toBeChecked()
  await user.click(box)
  await user.click(send)
}

describe('the rules of a policy', () => {
  const showList = async (value: readonly RuleModel[]) => {
    const changes: (readonly RuleModel[])[] = []
    await renderPage(
      () => (
        <RuleListEditor
          value={value}
          onChange={(next) => changes.push(next)}
          showErrors={false}
          draftKey="spec"
        />
      ),
      '/',
      '/',
    )
    return { changes, list: await screen.findByRole('list', { name: 'Rules' }) }
  }
  const copyOf = (list: HTMLElement, place: number) => {
    const item = list.children[place]
    if (!(item instanceof HTMLElement)) throw new Error('There is no such rule.')
    return within(item)
  }

  it('copies a risky rule only when it is asked for again, and a safe one at once', async () => {
    const user = userEvent.setup()
    const { changes, list } = await showList([soundRule, risky])
    const item = copyOf(list, 1)
    await user.click(item.getByRole('button', { name: 'Copy' }))
    expect(item.getByText(attack)).toBeVisible()
    expect(item.getByRole('button', { name: 'Keep one' })).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(changes).toEqual([])
    await user.click(item.getByRole('button', { name: 'Copy' }))
    await user.click(item.getByRole('button', { name: 'Yes, have it twice' }))
    expect(changes.map((rules) => rules.map((rule) => rule.name))).toEqual([
      [soundRule.name, 'Silent', 'Silent (copy)'],
    ])
    await user.click(copyOf(list, 0).getByRole('button', { name: 'Copy' }))
    expect(changes).toHaveLength(2)
  })

  it('asks for the second risky instance as for the first', async () => {
    const user = userEvent.setup()
    const second: RuleModel = { ...soundRule, name: 'Second' }
    const { changes, list } = await showList([risky, second])
    await user.click(copyOf(list, 1).getByRole('button', { name: /^Edit instance/ }))
    const pane = await screen.findByRole('dialog', { hidden: true })
    const hidden = { hidden: true }
    await user.selectOptions(
      within(pane).getByRole('combobox', { name: 'Elevation type', ...hidden }),
      'automatic',
    )
    const save = within(pane).getByRole('button', { name: 'Save', ...hidden })
    await user.click(save)
    expect(within(pane).getByText(missing)).toBeInTheDocument()
    expect(changes).toEqual([])
    await user.click(within(pane).getByRole('checkbox', { name: /^I have read/, ...hidden }))
    await user.click(save)
    expect(changes).toEqual([[risky, { ...second, elevationType: 'automatic' }]])
  })
})

/** Wider than any rule: one click elevates whatever no rule matches. */
describe('a default response that lets one click elevate every file', () => {
  const every = /Whatever file no rule matches runs elevated once the user clicks Continue/
  const closed = async () => expect(await responseOf()).not.toBe('userConfirmation')

  it('is saved only after it is confirmed', async () => {
    const user = userEvent.setup()
    await renderPage(
      EditPolicyPage,
      '/epm/policies/:id/edit/:section',
      `/epm/policies/${settingsId}/edit/configuration`,
    )
    await user.click(await screen.findByRole('radio', { name: /^Require user confirmation/ }))
    for (const box of screen.queryAllByRole('checkbox', { checked: true })) await user.click(box)
    await confirmed(user, screen, 'Save', closed, every)
    await waitFor(async () => expect(await responseOf()).toBe('userConfirmation'))
  })

  it('is saved at once with a validation', async () => {
    const user = userEvent.setup()
    await renderPage(
      EditPolicyPage,
      '/epm/policies/:id/edit/:section',
      `/epm/policies/${settingsId}/edit/configuration`,
    )
    await user.click(await screen.findByRole('radio', { name: /^Require user confirmation/ }))
    const validation = await screen.findByRole('checkbox', { name: 'Windows authentication' })
    if (!(validation as HTMLInputElement).checked) await user.click(validation)
    expect(screen.queryByText(every)).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(async () => expect(await responseOf()).toBe('userConfirmation'))
  })

  it('is duplicated only after it is confirmed', async () => {
    const user = userEvent.setup()
    await writeSettings(open)
    await renderPage(PoliciesPage, '/epm/policies', `/epm/policies?duplicate=${settingsId}`)
    const before = await all()
    await confirmed(
      user,
      await dialogOf(),
      'Duplicate',
      async () => expect(await all()).toEqual(before),
      every,
    )
    await waitFor(async () => expect(await all()).toHaveLength(before.length + 1))
  })

  it('comes back from history only after it is confirmed', async () => {
    const user = userEvent.setup()
    await writeSettings(open)
    await writeSettings(newElevationSettings())
    await renderPage(
      PolicyHistoryPage,
      '/epm/policies/:id/history',
      `/epm/policies/${settingsId}/history?restore=2`,
    )
    await confirmed(user, await dialogOf(), 'Yes, restore', closed, every)
    await waitFor(async () => expect(await responseOf()).toBe('userConfirmation'))
  })

  it('is imported only after it is confirmed', async () => {
    const user = userEvent.setup({ applyAccept: false })
    const { templateReference, technologies } = settingsPolicy ?? {}
    const document = {
      name: 'Open to all',
      description: '',
      platforms: 'windows10',
      technologies,
      templateReference,
      settings: writeElevationSettings(null, open),
    }
    await renderPage(ImportPage, '/epm/policies/import', '/epm/policies/import')
    const input = globalThis.document.querySelector<HTMLInputElement>('input[type=file]')
    if (!input) throw new Error('There is no file picker.')
    await user.upload(input, [new File([JSON.stringify(document)], 'policy.json')])
    await screen.findByText('Nothing is written yet.')
    await confirmed(
      user,
      screen,
      'Import',
      async () => expect(await all()).not.toContain('Open to all'),
      every,
    )
    await waitFor(async () => expect(await all()).toContain('Open to all'))
  })
})

describe('a policy as a whole', () => {
  it('is duplicated with its risky rules only after they are confirmed', async () => {
    const user = userEvent.setup()
    await renderPage(PoliciesPage, '/epm/policies', `/epm/policies?duplicate=${id}`)
    const before = await all()
    await confirmed(user, await dialogOf(), 'Duplicate', async () =>
      expect(await all()).toEqual(before),
    )
    await waitFor(async () => expect(await all()).toHaveLength(before.length + 1))
  })

  it('gets a risky rule back from its history only after it is confirmed', async () => {
    const user = userEvent.setup()
    await write([soundRule])
    await renderPage(
      PolicyHistoryPage,
      '/epm/policies/:id/history',
      `/epm/policies/${id}/history?restore=1`,
    )
    await confirmed(user, await dialogOf(), 'Yes, restore', async () =>
      expect(await names()).toEqual([soundRule.name]),
    )
    await waitFor(async () => expect(await names()).toEqual([soundRule.name, 'Silent']))
  })

  it('is not asked about when a restore brings no risky rule', async () => {
    const user = userEvent.setup()
    await write([{ ...soundRule, description: 'Another' }, risky])
    await renderPage(
      PolicyHistoryPage,
      '/epm/policies/:id/history',
      `/epm/policies/${id}/history?restore=1`,
    )
    const dialog = await dialogOf()
    const yes = await ready(dialog, 'Yes, restore')
    expect(dialog.queryByRole('checkbox')).toBeNull()
    await user.click(yes)
    await waitFor(async () =>
      expect(readRules((await read()).settings ?? [])[0]?.description).toBe(''),
    )
  })
})

describe('import in the page', () => {
  const open = async (document: object) => {
    const user = userEvent.setup({ applyAccept: false })
    await renderPage(ImportPage, '/epm/policies/import', '/epm/policies/import')
    const input = globalThis.document.querySelector<HTMLInputElement>('input[type=file]')
    if (!input) throw new Error('There is no file picker.')
    await user.upload(input, [new File([JSON.stringify(document)], 'policy.json')])
    await screen.findByText('Nothing is written yet.')
    return user
  }
  const documentOf = async (called: string, rules: readonly RuleModel[]) => {
    const { templateReference, technologies } = await read()
    return {
      name: called,
      description: '',
      platforms: 'windows10',
      technologies,
      templateReference,
      settings: newRulesPolicySettings(rules),
    }
  }

  it('lists the risky rules of a new policy after the dry run, and asks', async () => {
    const user = await open(await documentOf('From outside', [soundRule, risky]))
    const list = within(await screen.findByRole('list', { name: 'Risks' }))
    expect(list.getAllByRole('listitem')).toHaveLength(1)
    expect(list.getByText('Silent')).toBeVisible()
    await confirmed(user, screen, 'Import', async () =>
      expect(await all()).not.toContain('From outside'),
    )
    await waitFor(async () => expect(await all()).toContain('From outside'))
  })

  it('asks for the rules that become others, not for those that are there already', async () => {
    const other: RuleModel = { ...soundRule, elevationType: 'automatic' }
    const user = await open(await documentOf(name, [other, risky]))
    const list = within(await screen.findByRole('list', { name: 'Risks' }))
    expect(list.getByText(soundRule.name)).toBeVisible()
    await confirmed(user, screen, 'Import', async () =>
      expect(readRules((await read()).settings ?? [])[0]?.elevationType).toBe('userConfirmed'),
    )
    await waitFor(async () =>
      expect(readRules((await read()).settings ?? [])[0]?.elevationType).toBe('automatic'),
    )
  })

  it('tells of an expired certificate, and asks nothing about a safe rule', async () => {
    const old = { ...soundRule, signatureSource: upload(expiredCertificate) }
    await open(await documentOf('Old certificate', [old]))
    expect(await screen.findByText(/The rule does not work, and people look/)).toBeVisible()
  })

  it('tells of an expired certificate that comes along as a reusable setting', async () => {
    const signed: RuleModel = {
      ...soundRule,
      signatureSource: {
        kind: 'reusableSetting',
        settingId: 'of-another-tenant',
        certificateType: 'publisher',
      },
    }
    const along = world.reusableSettings.flatMap((setting) =>
      setting.id === expiredSetting
        ? { ...setting, id: 'of-another-tenant', displayName: 'Comes along' }
        : [],
    )
    await open([...along, await documentOf('Old certificate', [signed])])
    expect(await screen.findByText(/The rule does not work, and people look/)).toBeVisible()
  })

  it('tells of an expired certificate that is a reusable setting of this tenant', async () => {
    const signed: RuleModel = {
      ...soundRule,
      signatureSource: {
        kind: 'reusableSetting',
        settingId: expiredSetting,
        certificateType: 'publisher',
      },
    }
    await open(await documentOf('Old certificate', [signed]))
    expect(await screen.findByText(/The rule does not work, and people look/)).toBeVisible()
  })

  it('imports safe rules without a question', async () => {
    const user = await open(await documentOf('Safe', [soundRule]))
    expect(screen.queryByRole('checkbox')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Import' }))
    await waitFor(async () => expect(await all()).toContain('Safe'))
  })
})
