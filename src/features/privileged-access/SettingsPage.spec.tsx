// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'

import { elsewhere, holdBack, loadLazyParts, showSettings } from './access.spec-helper.ts'
import { upn, world } from './access-world.spec-helper.ts'

const service = servicePerTest(world, upn('exchange.admin'))
beforeAll(loadLazyParts, 60_000)

const dialog = async (name: string) =>
  within(await screen.findByRole('dialog', { name }, { timeout: 15_000 }))
const settings = 'Privileged access settings'
const stored = () =>
  service()
    .db.selectFrom('pam_settings')
    .select(['approvals_required', 'default_group_id', 'system_account_ids_json'])
    .executeTakeFirstOrThrow()

describe('the settings of privileged access', () => {
  it('are on their way, then say whether mail is sent, who approves and who passes', async () => {
    const letGo = holdBack(service(), '/epm/pam/settings')
    await showSettings()
    expect(await screen.findByLabelText('Reading the settings')).toBeInTheDocument()
    letGo()
    expect(await screen.findByText(/This console sends no mail/)).toBeVisible()
    expect(screen.getByText('svc.mailbox-moves@contoso.example')).toBeVisible()
    expect(screen.getByText('System accounts pass without a request.')).toBeVisible()
    const groups = await screen.findByRole('list', { name: 'Approvers’ groups' })
    expect(groups).toHaveTextContent(/Privileged access approvers \(default\)/)
  })

  it('offer another try when they, or the groups, cannot be read', async () => {
    const user = userEvent.setup()
    service().faults.add({ name: 'html-with-200', endpoint: 'pamSettingsGet' })
    service().faults.add({ name: 'html-with-200', endpoint: 'pamGroupList', times: 2 })
    await showSettings()
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Default approvers group')).toBeVisible()
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('list', { name: 'Approvers’ groups' })).toBeVisible()
  })

  it('do not show groups and system accounts to whom they are not, and name the right', async () => {
    await service().as(upn('epm.reader'))
    await showSettings()
    expect(
      await screen.findByRole('heading', { name: 'Your roles do not show approvers’ groups' }),
    ).toBeVisible()
    expect(
      screen.getByText(/Not shown: this needs Role Management in Exchange: Read/),
    ).toBeVisible()
    expect(screen.getByRole('button', { name: 'Edit the settings' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })

  it('keep what was typed when the service refuses it', async () => {
    const user = userEvent.setup()
    await showSettings('?edit=settings')
    const form = await dialog(settings)
    const accounts = form.getByRole('textbox', { name: 'System accounts' })
    await user.clear(accounts)
    await user.type(accounts, 'ghost@contoso.example')
    await waitFor(() =>
      expect(form.getByRole('button', { name: 'Save' })).not.toHaveAttribute(
        'aria-disabled',
        'true',
      ),
    )
    await user.click(form.getByRole('button', { name: 'Save' }))
    const [said] = await form.findAllByText(/There is no active account named “ghost/)
    expect(said).toBeVisible()
    expect(accounts).toHaveValue('ghost@contoso.example')
  })

  it('say what turning approvals off does, and what somebody else changed meanwhile', async () => {
    const user = userEvent.setup()
    await showSettings('?edit=settings')
    const form = await dialog(settings)
    await user.click(form.getByRole('checkbox', { name: /^Require approvals/ }))
    expect(form.getByText('Every task will pass without a request.')).toBeVisible()
    await elsewhere(
      service(),
      'intune.admin',
      ['PATCH', '/settings', { systemAccounts: [] }],
      'exchange.admin',
    )
    const off = form.getByRole('button', { name: 'Turn approvals off' })
    await waitFor(() => expect(off).not.toHaveAttribute('aria-disabled', 'true'))
    await user.click(off)
    expect(await form.findByText('Confirm it first.')).toBeVisible()
    await user.click(form.getByRole('checkbox', { name: /^Yes, let everything pass/ }))
    await user.click(off)
    expect(await form.findByText('Changed by somebody else meanwhile.')).toBeVisible()
    expect(form.getByText(/System accounts: was/)).toHaveTextContent(
      'System accounts: was svc.mailbox-moves@contoso.example, is now none',
    )
    expect((await stored()).approvals_required).toBe(1)
    expect(form.getByRole('checkbox', { name: /^Require approvals/ })).not.toBeChecked()
  })

  it('are turned off after it was confirmed, and say so from then on', async () => {
    const user = userEvent.setup()
    await showSettings('?edit=settings')
    const form = await dialog(settings)
    await user.click(form.getByRole('checkbox', { name: /^Require approvals/ }))
    await user.click(form.getByRole('checkbox', { name: /^Yes, let everything pass/ }))
    await user.click(form.getByRole('button', { name: 'Turn approvals off' }))
    expect(await screen.findByText('Approvals are off.')).toBeVisible()
    expect((await stored()).approvals_required).toBe(0)
  })

  it('lose the last member of a group only after a question', async () => {
    const user = userEvent.setup()
    const { db } = service()
    const group = await db
      .selectFrom('pam_groups')
      .innerJoin('groups', 'groups.id', 'pam_groups.group_id')
      .select(['groups.id', 'groups.display_name'])
      .executeTakeFirstOrThrow()
    const members = () =>
      db.selectFrom('group_members').selectAll().where('group_id', '=', group.id).execute()
    const [first, ...others] = await members()
    for (const { member_id } of others)
      await db
        .deleteFrom('group_members')
        .where('group_id', '=', group.id)
        .where('member_id', '=', member_id)
        .execute()
    expect(first).toBeDefined()
    await showSettings(`?members=${group.id}`)
    const form = await dialog(`Members of ${group.display_name}`)
    await user.click(form.getByRole('button', { name: /^Remove / }))
    expect(form.getByText('This is the last member.')).toBeVisible()
    expect(await members()).toHaveLength(1)
    await user.click(form.getByRole('button', { name: 'No' }))
    expect(form.queryByText('This is the last member.')).toBeNull()
    await user.click(form.getByRole('button', { name: /^Remove / }))
    await user.click(form.getByRole('button', { name: 'Yes, remove' }))
    expect(await form.findByText('No members: nobody could approve.')).toBeVisible()
    expect(await members()).toEqual([])
  })

  it('lead from a new group to its members', async () => {
    const user = userEvent.setup()
    await showSettings('?group=new')
    const form = await dialog('Add an approvers’ group')
    await user.type(form.getByRole('textbox', { name: /^Name/ }), 'Mailbox approvers')
    await user.type(form.getByRole('textbox', { name: /^Group email/ }), 'nobody')
    await user.click(form.getByRole('button', { name: 'Create' }))
    expect(await form.findByText('An address such as approvers@contoso.com.')).toBeVisible()
    await user.type(form.getByRole('textbox', { name: /^Group email/ }), '@contoso.example')
    await user.click(form.getByRole('button', { name: 'Create' }))
    const members = await dialog('Members of Mailbox approvers')
    expect(members.getByText('No members: nobody could approve.')).toBeVisible()
  })
})
