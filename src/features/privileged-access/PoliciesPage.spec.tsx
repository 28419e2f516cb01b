// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'

import { elsewhere, holdBack, loadLazyParts, rowsOf, showPolicies } from './access.spec-helper.ts'
import { at, upn, world } from './access-world.spec-helper.ts'

const service = servicePerTest(world, upn('exchange.admin'))
beforeAll(loadLazyParts, 60_000)

const rows = () => rowsOf('Access policies')
const dialog = async (name: string) =>
  within(await screen.findByRole('dialog', { name }, { timeout: 15_000 }))
const journal = world.pam?.policies.find(({ policyName }) => policyName === 'New-JournalRule')
const withoutPolicies = async () => {
  await service().db.updateTable('pam_requests').set({ policy_id: null }).execute()
  await service().db.deleteFrom('pam_policies').execute()
}

describe('the list of access policies', () => {
  it('is on its way, then says what each is about, and who is asked now', async () => {
    const letGo = holdBack(service(), '/epm/pam/policies')
    await showPolicies()
    expect(await screen.findByRole('table', { name: 'Access policies', busy: true })).toBeVisible()
    letGo()
    expect(await rows()).toHaveLength(7)
    const moving = screen.getByRole('row', { name: /New-MoveRequest/ })
    expect(moving).toHaveTextContent(/Starts moving a mailbox/)
    await waitFor(() => expect(moving).toHaveTextContent('Privileged access approvers (default)'))
    expect(screen.getByText(/7 of at most 30 policies/)).toBeVisible()
  })

  it('offers the first one when there is none, and says why not to whom it is not', async () => {
    await withoutPolicies()
    await service().as(upn('epm.reader'))
    await showPolicies()
    expect(await screen.findByRole('heading', { name: 'No access policies' })).toBeVisible()
    for (const add of screen.getAllByRole('button', { name: 'Add a policy' }))
      expect(add).toHaveAccessibleDescription(/lack Role Management in Exchange: Manage/)
  })

  it('offers another try when it cannot be read', async () => {
    const user = userEvent.setup()
    service().faults.add({ name: 'html-with-200', endpoint: 'pamPolicyList' })
    await showPolicies()
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await rows()).toHaveLength(7)
  })

  it('takes no 31st', async () => {
    await service()
      .db.insertInto('pam_policies')
      .values(
        Array.from({ length: 23 }, (_, number) => ({
          id: `more-${number}`,
          policy_type: 'task' as const,
          name: `Set-More${number}`,
          approval_type: 'auto' as const,
          group_id: null,
          created_at: at.toISOString(),
          modified_at: at.toISOString(),
          version: 1,
        })),
      )
      .execute()
    await showPolicies()
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Add a policy' })).toHaveAccessibleDescription(
        /the most an organisation can have/,
      ),
    )
  })
})

describe('an access policy', () => {
  it('keeps what was typed when the service refuses it', async () => {
    const user = userEvent.setup()
    await showPolicies('?new=1')
    const form = await dialog('Add a policy')
    await user.selectOptions(form.getByRole('combobox', { name: /^Policy type/ }), 'Task')
    const name = form.getByRole('textbox', { name: /^Policy name/ })
    await user.type(name, 'New-MoveRequest')
    await user.click(form.getByRole('radio', { name: /^Auto/ }))
    await user.click(form.getByRole('button', { name: 'Create' }))
    expect(await form.findByText(/There is a policy for New-MoveRequest already/)).toBeVisible()
    expect(name).toHaveValue('New-MoveRequest')
    expect(form.getByRole('radio', { name: /^Auto/ })).toBeChecked()
  })

  it('does not write over what somebody else saved while its form was open', async () => {
    const user = userEvent.setup()
    await showPolicies(`?edit=${journal?.id}`)
    const form = await dialog('Change this policy')
    await user.click(await form.findByRole('radio', { name: /^Auto/ }))
    await elsewhere(
      service(),
      'intune.admin',
      ['PATCH', `/policies/${journal?.id}`, { approvalGroupId: null }],
      'exchange.admin',
    )
    await user.click(form.getByRole('button', { name: 'Save' }))
    expect(await form.findByText('Changed by somebody else meanwhile.')).toBeVisible()
    expect(form.getByText(/Approval group: was/)).toHaveTextContent(
      'Approval group: was Compliance approvers, is now Default approvers group',
    )
    const stored = () =>
      service()
        .db.selectFrom('pam_policies')
        .select(['approval_type', 'group_id'])
        .where('id', '=', journal?.id ?? '')
        .executeTakeFirstOrThrow()
    expect(await stored()).toEqual({ approval_type: 'manual', group_id: null })
    await user.click(form.getByRole('button', { name: 'Keep mine and go on' }))
    await user.click(form.getByRole('button', { name: 'Save' }))
    await waitFor(async () => expect((await stored()).approval_type).toBe('auto'))
  })

  it('is removed after it was said what that does', async () => {
    const user = userEvent.setup()
    await showPolicies(`?remove=${journal?.id}`)
    const question = await dialog('Remove this policy?')
    expect(question.getByText(/can no longer be approved/)).toBeVisible()
    await user.click(question.getByRole('button', { name: 'Yes, remove' }))
    await waitFor(async () => expect(await rows()).toHaveLength(6))
  })
})
