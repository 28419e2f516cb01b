// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'

import { Setting } from '#contract/settings.ts'
import { z } from '#contract/zod.ts'
import { readElevationSettings } from '#domain/rules/elevation-settings.ts'
import { auditOnlyPreset } from '#domain/rules/elevation-settings-form.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import NewPolicyPage from './NewPolicyPage.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
const service = servicePerTest(world, 'epm.manager@contoso.example')
afterEach(() => sessionStorage.clear())

const hash = 'ab'.repeat(32)
const show = (profile: string, query = '') =>
  renderPage(
    NewPolicyPage,
    '/epm/policies/new/:profile',
    `/epm/policies/new/elevation-${profile}${query}`,
  )
// Fluent's focus library goes on hiding the page after a drawer where there is no layout.
const button = (name: string | RegExp) => screen.findByRole('button', { name, hidden: true })
const next = async (user: UserEvent) => user.click(await button('Next'))
const step = (name: string) => screen.findByRole('heading', { level: 2, name, hidden: true })
const stored = (name: string) =>
  service().db.selectFrom('policies').selectAll().where('name', '=', name).executeTakeFirst()
const settingsOf = async (name: string) =>
  z.array(Setting).parse(JSON.parse((await stored(name))?.settings_json ?? '[]'))
const nameIt = async (user: UserEvent, name: string) =>
  user.type(await screen.findByRole('textbox', { name: /^Name/ }), name)

describe('the wizard of an elevation settings policy', () => {
  it('creates the audit only policy, assigned to nobody, and opens its page', async () => {
    const user = userEvent.setup()
    const { router } = await show('settings')
    await nameIt(user, 'Watch first')
    await next(user)
    await user.click(await screen.findByRole('radio', { name: /^Disabled/ }))
    expect(screen.queryByRole('radio', { name: /^Deny all requests/ })).toBeNull()
    await user.click(await button('Use audit only settings'))
    await next(user)
    await step('Scope tags')
    await next(user)
    await step('Assignments')
    await next(user)
    await step('Review + create')
    expect(screen.getByText(/Not assigned\. The policy will reach nobody/)).toBeVisible()
    await user.click(await button('Create'))
    await waitFor(async () => expect(await stored('Watch first')).toBeDefined())
    const row = await stored('Watch first')
    await waitFor(() => expect(router.state.location.pathname).toBe(`/epm/policies/${row?.id}`))
    expect(row?.is_assigned).toBe(0)
    expect(readElevationSettings(await settingsOf('Watch first'))).toEqual(auditOnlyPreset.settings)
    expect(sessionStorage.length).toBe(0)
  })

  it('says what is wrong, brings the focus there, and marks the step', async () => {
    const user = userEvent.setup()
    const { router } = await show('settings')
    await next(user)
    const name = await screen.findByRole('textbox', { name: /^Name/ })
    await waitFor(() => expect(name).toHaveFocus())
    expect(name).toHaveAttribute('aria-invalid', 'true')
    expect(screen.getByText('Enter a policy name.')).toBeVisible()
    expect(router.state.location.search).toBe('')
    const current = screen.getByRole('listitem', { current: 'step' })
    expect(current).toHaveTextContent('Basics')
    await nameIt(user, 'Now')
    await next(user)
    await waitFor(async () => expect(await step('Configuration settings')).toHaveFocus())
    expect(router.state.location.search).toBe('?step=configuration')
    expect(await button(/^Basics, done/)).toBeVisible()
  })

  it('asks before one click may elevate every file, and creates nothing without', async () => {
    const user = userEvent.setup()
    const { router } = await show('settings')
    await nameIt(user, 'Open to all')
    await next(user)
    await user.click(await screen.findByRole('radio', { name: /^Require user confirmation/ }))
    await next(user)
    expect(await screen.findByText('Confirm that you have read what could go wrong.')).toBeVisible()
    expect(router.state.location.search).toBe('?step=configuration')
    const box = screen.getByRole('checkbox', {
      name: /what could go wrong and want these settings/,
    })
    expect(box).not.toBeChecked()
    await router.navigate('?step=review')
    await user.click(await button('Create'))
    await waitFor(() => expect(router.state.location.search).toBe('?step=configuration'))
    expect(await stored('Open to all')).toBeUndefined()
    await user.click(await screen.findByRole('checkbox', { name: /and want these settings/ }))
    await router.navigate('?step=review')
    await user.click(await button('Create'))
    await waitFor(async () => expect(await stored('Open to all')).toBeDefined())
  })

  it('does not create what a link to the last step has left out', async () => {
    const user = userEvent.setup()
    const { router } = await show('settings', '?step=review')
    await user.click(await button('Create'))
    await waitFor(() => expect(router.state.location.search).toBe('?step=basics'))
    expect(await screen.findByText('Enter a policy name.')).toBeVisible()
  })

  it('keeps what was entered over a reload, and asks before it is discarded', async () => {
    const user = userEvent.setup()
    const first = await show('settings')
    await nameIt(user, 'Half done')
    first.router.dispose()
    document.body.replaceChildren()
    const second = await show('settings')
    expect(await screen.findByRole('textbox', { name: /^Name/ })).toHaveValue('Half done')
    expect(screen.getByText('What you entered here before is back.')).toBeVisible()
    await user.click(await button('Cancel'))
    expect(second.router.state.location.pathname).toBe('/epm/policies/new/elevation-settings')
    await user.click(await button('Discard'))
    expect(second.router.state.location.pathname).toBe('/epm/policies')
    expect(sessionStorage.length).toBe(0)
  })

  it('stays on its step when one cancels and keeps editing', async () => {
    const user = userEvent.setup()
    const { router } = await show('settings')
    await nameIt(user, 'Kept')
    await user.click(await button('Cancel'))
    const keep = await button('Keep editing')
    await user.click(keep)
    // Not only hidden or renamed: the browser would send the form if the pressed button had become Next.
    expect(keep.isConnected).toBe(false)
    expect(await button('Next')).toBeVisible()
    expect(await step('Basics')).toBeVisible()
    expect(router.state.location.search).toBe('')
  })

  it('says truthfully that the policy exists when only assigning failed, and assigns it then', async () => {
    const user = userEvent.setup()
    const { router } = await show('settings')
    await nameIt(user, 'Halfway')
    for (const title of ['Configuration settings', 'Scope tags', 'Assignments']) {
      await next(user)
      await step(title)
    }
    await user.click(await button('Add all devices'))
    await next(user)
    service().faults.add({ name: 'unavailable', endpoint: 'policyAssign' })
    await user.click(await button('Create'))
    expect(await screen.findByText(/The policy was created, but it is not assigned/)).toBeVisible()
    expect((await stored('Halfway'))?.is_assigned).toBe(0)
    expect(router.state.location.pathname).toBe('/epm/policies/new/elevation-settings')
    await user.click(await button('Assign it now'))
    await waitFor(async () => expect((await stored('Halfway'))?.is_assigned).toBe(1))
    const all = service().db.selectFrom('policies').select('id').where('name', '=', 'Halfway')
    expect(await all.execute()).toHaveLength(1)
    const row = await stored('Halfway')
    await waitFor(() => expect(router.state.location.pathname).toBe(`/epm/policies/${row?.id}`))
  })
})

describe('the wizard of an elevation rules policy', () => {
  const pane = () => screen.findByRole('dialog', { name: /^Rule properties/, hidden: true })
  const inPane = async () => within(await pane())

  it('starts without a rule, which keeps one from going on', async () => {
    const user = userEvent.setup()
    await show('rules', '?step=configuration')
    expect(await screen.findByText('0 of 100 rules')).toBeVisible()
    expect(screen.queryByText(/Not complete|No rule name/)).toBeNull()
    await next(user)
    const add = await button('Add a rule')
    await waitFor(() => expect(add).toHaveFocus())
    expect(screen.getByText('Add at least one rule.')).toBeVisible()
  })

  it('opens the pane for a new rule at once, and keeps none that was left as it came', async () => {
    const user = userEvent.setup()
    await show('rules', '?step=configuration')
    await user.click(await button('Add a rule'))
    const inside = await inPane()
    await user.click(inside.getByRole('button', { name: 'Cancel', hidden: true }))
    expect(await screen.findByText('0 of 100 rules')).toBeVisible()
  })

  it('writes a rule filled from Get-FileAttributes once its risks are confirmed', async () => {
    const user = userEvent.setup()
    await show('rules')
    await nameIt(user, 'From a file')
    await next(user)
    await user.click(await button('Add a rule'))
    const inside = await inPane()
    const hidden = { hidden: true }
    const output = await inside.findByRole('textbox', { name: /^Output of/, ...hidden })
    await user.click(output)
    await user.paste(
      `FileName : setup.exe\nFilePath : C:\\Program Files\\Contoso\nFileHash : ${hash}`,
    )
    await user.click(inside.getByRole('button', { name: 'Fill from the output', ...hidden }))
    expect(inside.getByRole('textbox', { name: /^File hash/, ...hidden })).toHaveValue(hash)
    await user.selectOptions(
      inside.getByRole('combobox', { name: 'Elevation type', ...hidden }),
      'automatic',
    )
    expect(inside.getByText('Elevated without asking.')).toBeInTheDocument()
    await user.click(inside.getByRole('button', { name: 'Save', ...hidden }))
    expect(inside.getByText('Confirm that you have read what could go wrong.')).toBeInTheDocument()
    await user.click(inside.getByRole('checkbox', { name: /^I have read/, ...hidden }))
    await user.click(inside.getByRole('button', { name: 'Save', ...hidden }))
    await waitFor(() => expect(screen.queryByRole('dialog', { hidden: true })).toBeNull())
    for (const title of ['Scope tags', 'Assignments', 'Review + create']) {
      await next(user)
      await step(title)
    }
    await user.click(await button('Create'))
    await waitFor(async () => expect(await stored('From a file')).toBeDefined())
    expect(readRules(await settingsOf('From a file'))).toMatchObject([
      {
        name: 'setup.exe',
        elevationType: 'automatic',
        fileName: 'setup.exe',
        filePath: 'C:\\Program Files\\Contoso',
        fileHash: hash,
        signatureSource: { kind: 'notConfigured' },
      },
    ])
  })
})

describe('without rights', () => {
  it('shows what is missing instead of the wizard', async () => {
    await service().as('epm.reader@contoso.example')
    await show('rules')
    expect(await screen.findByText(/Policy Authoring: Create/)).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Next' })).toBeNull()
  })

  it('knows no other profiles', async () => {
    await show('everything')
    expect(await screen.findByText('This page was not found')).toBeVisible()
  })
})
