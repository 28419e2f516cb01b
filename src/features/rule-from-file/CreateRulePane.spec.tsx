// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import { readRules } from '#domain/rules/read-rules.ts'
import { Setting } from '#contract/settings.ts'
import { z } from '#contract/zod.ts'
import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { watchWire } from '#mocks/watch-wire.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { threePending } from '#worlds/small/three-pending.ts'

import RuleFromRequestPage from './RuleFromRequestPage.tsx'

const world = threePending(new Date('2026-11-18T09:00:00.000Z'))
const first = world.elevationRequests[0]!
const service = servicePerTest(world, 'epm.manager@contoso.example')
beforeAll(() => import('#src/ui/dialogs/FormDialogSurface.tsx'), 60_000)
afterEach(() => sessionStorage.clear())

const queue = '/epm/elevation-requests'
const show = () => renderPage(RuleFromRequestPage, `${queue}/:id/rule`, `${queue}/${first.id}/rule`)
const pane = () => screen.findByRole('dialog', { name: 'Create a rule' })
const ok = async (user: UserEvent) =>
  user.click(await within(await pane()).findByRole('button', { name: 'OK' }))
const confirm = async (user: UserEvent) =>
  user.click(await within(await pane()).findByRole('checkbox', { name: /I have read/ }))

const policy = (name: string) =>
  service().db.selectFrom('policies').selectAll().where('name', '=', name).executeTakeFirst()
const rulesOf = async (name: string) =>
  readRules(z.array(Setting).parse(JSON.parse((await policy(name))?.settings_json ?? '[]')))

const chooseExisting = async (user: UserEvent) => {
  await user.click(await within(await pane()).findByRole('radio', { name: /existing policy/ }))
  const select = await within(await pane()).findByRole('combobox', { name: /rules policy/ })
  await within(select).findByRole('option', { name: 'Developer tools' })
  await user.selectOptions(select, 'Developer tools')
}

describe('Create a rule with these file details', () => {
  it('never offers Deny', async () => {
    await show()
    const type = await within(await pane()).findByRole('combobox', { name: 'Type' })
    expect(
      within(type)
        .getAllByRole('option')
        .map((option) => option.textContent),
    ).toEqual(['User confirmed', 'Automatic', 'Support approved', 'Elevate as current user'])
  })

  it('makes a new, unassigned policy, after the risks were confirmed', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    const { router } = await show()
    await user.type(
      await within(await pane()).findByRole('textbox', { name: /Policy name/ }),
      'Fabrikam',
    )
    await user.selectOptions(
      await within(await pane()).findByRole('combobox', { name: 'Type' }),
      'Automatic',
    )
    await ok(user)
    expect(await within(await pane()).findByText(/Confirm that you have read/)).toBeVisible()
    expect(wire.sent).toHaveLength(0)
    await confirm(user)
    await ok(user)
    await waitFor(() => expect(router.state.location.pathname).toBe(`${queue}/${first.id}`))
    expect(wire.sent).toHaveLength(1)
    const made = await policy('Fabrikam')
    expect(made?.is_assigned).toBe(0)
    expect(await rulesOf('Fabrikam')).toMatchObject([
      {
        name: 'FabrikamStudioSetup-x64-8.4.1.exe, Automatic',
        elevationType: 'automatic',
        fileHash: first.applicationDetail?.fileHash,
        filePath: '',
      },
    ])
  })

  it('lets the suggested name follow the type there and back, until somebody edits it', async () => {
    const user = userEvent.setup()
    await show()
    const type = await within(await pane()).findByRole('combobox', { name: 'Type' })
    const name = within(await pane()).getByRole('textbox', { name: /Rule name/ })
    await user.selectOptions(type, 'Automatic')
    await waitFor(() => expect(name).toHaveValue('FabrikamStudioSetup-x64-8.4.1.exe, Automatic'))
    await user.selectOptions(type, 'User confirmed')
    await waitFor(() =>
      expect(name).toHaveValue('FabrikamStudioSetup-x64-8.4.1.exe, User confirmed'),
    )
    await user.type(name, '!')
    await user.selectOptions(type, 'Automatic')
    expect(name).toHaveValue('FabrikamStudioSetup-x64-8.4.1.exe, User confirmed!')
  })

  it('takes back the confirmation when the rule becomes another', async () => {
    const user = userEvent.setup()
    await show()
    await confirm(user)
    await user.click(await within(await pane()).findByRole('checkbox', { name: /same file path/ }))
    expect(
      await within(await pane()).findByRole('checkbox', { name: /I have read/ }),
    ).not.toBeChecked()
    expect(await pane()).toHaveTextContent(/Folder that users can write to/)
  })

  it('adds to an existing policy, says for whom it is live, and leaves the other rules alone', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    const before = (await rulesOf('Developer tools')).map(({ original }) => original)
    await show()
    await chooseExisting(user)
    expect(await within(await pane()).findByText(/Live at once for/)).toHaveTextContent(
      'Engineering',
    )
    await confirm(user)
    await ok(user)
    await waitFor(async () => expect(await rulesOf('Developer tools')).toHaveLength(3))
    const after = await rulesOf('Developer tools')
    expect(after.slice(0, 2).map(({ original }) => original)).toEqual(before)
    expect(after[2]?.name).toBe('FabrikamStudioSetup-x64-8.4.1.exe, User confirmed')
    expect(wire.sent.map(({ method }) => method)).toEqual(['PUT'])
    expect(wire.sent[0]?.headers.get('if-match')).toBe('"1"')
  })

  it('shows what somebody else changed, keeps what was typed, and adds to the newest', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    await show()
    await chooseExisting(user)
    await within(await pane()).findByText(/Live at once for/)
    const name = await within(await pane()).findByRole('textbox', { name: /Rule name/ })
    await user.clear(name)
    await user.type(name, 'Mine')
    await confirm(user)
    const row = await policy('Developer tools')
    await service()
      .db.updateTable('policies')
      .set({
        version: 2,
        settings_json: row?.settings_json.replace('Packet capture', 'Renamed by another') ?? '',
      })
      .where('id', '=', row?.id ?? '')
      .execute()
    await ok(user)
    expect(await within(await pane()).findByText('The policy has changed')).toBeVisible()
    expect(await pane()).toHaveTextContent(/Added rule Renamed by another/)
    expect(wire.sent).toHaveLength(0)
    expect(name).toHaveValue('Mine')
    await ok(user)
    await waitFor(async () =>
      expect((await rulesOf('Developer tools')).map((rule) => rule.name)).toEqual([
        'Serial flasher, exact file',
        'Renamed by another',
        'Mine',
      ]),
    )
  })

  it('refuses a name that the policy has already', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    await show()
    await chooseExisting(user)
    await within(await pane()).findByText(/Live at once for/)
    const name = await within(await pane()).findByRole('textbox', { name: /Rule name/ })
    await user.clear(name)
    await user.type(name, 'Packet capture')
    await confirm(user)
    await ok(user)
    expect(name).toBeInvalid()
    expect(wire.sent).toHaveLength(0)
  })

  it('does not make a second policy after a lost answer', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    const { router } = await show()
    await user.type(
      await within(await pane()).findByRole('textbox', { name: /Policy name/ }),
      'Once',
    )
    await confirm(user)
    wire.lose('afterwards')
    await ok(user)
    await waitFor(() => expect(router.state.location.pathname).toBe(`${queue}/${first.id}`))
    expect(wire.sent).toHaveLength(1)
  })

  it('says which right is missing', async () => {
    await service().as('requests.approver@contoso.example')
    await show()
    const button = await within(await pane()).findByRole('button', { name: 'OK' })
    expect(button).toHaveAttribute('aria-disabled', 'true')
    expect(button).toHaveAccessibleDescription(/Update|Create|Read/)
    expect(await pane()).toHaveTextContent(/You cannot make a rule from this request/)
    expect(within(await pane()).queryByRole('textbox')).not.toBeInTheDocument()
  })
})
