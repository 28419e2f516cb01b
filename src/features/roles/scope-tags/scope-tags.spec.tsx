// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import ScopeTagPage from './ScopeTagPage.tsx'
import ScopeTagsPage from './ScopeTagsPage.tsx'

const world = {
  ...sampleWorld(new Date('2026-11-18T09:00:00.000Z')),
  elevations: [],
  elevationRequests: [],
}
const service = servicePerTest(world, 'intune.admin@contoso.example')
beforeAll(() => import('#src/ui/dialogs/FormDialogSurface.tsx'), 60_000)
const dialog = async (name: string) =>
  within(await screen.findByRole('dialog', { name }, { timeout: 15_000 }))
const showTag = (id: string, search = '') =>
  renderPage(ScopeTagPage, '/roles/scope-tags/:id', `/roles/scope-tags/${id}${search}`)

describe('a scope tag', () => {
  it('says at the name that it is taken, and forgets it when something else is wrong', async () => {
    const user = userEvent.setup()
    await renderPage(ScopeTagsPage, '/roles/scope-tags', '/roles/scope-tags?dialog=new')
    const form = await dialog('Create a scope tag')
    const name = form.getByRole('textbox', { name: 'Name' })
    await user.type(name, 'emea')
    await user.click(form.getByRole('button', { name: 'Create' }))
    const taken = 'There is a scope tag of this name already.'
    expect(await form.findByText(taken)).toBeVisible()
    expect(name).toHaveAccessibleDescription(taken)
    expect(name).toHaveFocus()
    await user.clear(name)
    await user.click(form.getByRole('button', { name: 'Create' }))
    expect(await form.findByText('Enter a name.')).toBeVisible()
    expect(form.queryByText(taken)).toBeNull()
  })

  it('names the groups whose devices get it, and who may not change them is told why', async () => {
    await service()
      .db.insertInto('scope_tag_groups')
      .values({
        scope_tag_id: '1',
        group_id: world.groups.find(({ displayName }) => displayName === 'Kiosk devices')?.id ?? '',
      })
      .execute()
    await service().as('security.manager@contoso.example')
    await showTag('1')
    const groups = within(
      await screen.findByRole('region', { name: 'Groups whose devices get this tag' }),
    )
    expect(await groups.findByText('Kiosk devices')).toBeVisible()
    expect(groups.getByRole('button', { name: 'Edit groups' })).toHaveAccessibleDescription(
      /Roles: Update/,
    )
  })

  it('that is Default is on what has no other, and is put on no group', async () => {
    await showTag('0')
    expect(
      await screen.findByText('None: a device has this tag as long as it has no other.'),
    ).toBeVisible()
    expect(screen.getByRole('button', { name: 'Edit groups' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })

  it('tells what somebody else saved of its groups meanwhile, and keeps what was chosen', async () => {
    const user = userEvent.setup()
    await showTag('1', '?dialog=groups')
    const form = await dialog('Groups whose devices get this tag')
    await user.click(form.getByRole('button', { name: 'Add groups' }))
    await user.type(form.getByRole('searchbox'), 'Kiosk')
    await user.click(await form.findByRole('button', { name: 'Add Kiosk devices' }))
    const cad = world.groups.find(({ displayName }) => displayName === 'CAD workstations')
    const { db } = service()
    await db
      .insertInto('scope_tag_groups')
      .values({ scope_tag_id: '1', group_id: cad?.id ?? '' })
      .execute()
    await db.updateTable('scope_tags').set({ version: 2 }).where('id', '=', '1').execute()
    await user.click(form.getByRole('button', { name: 'Save' }))
    expect(await form.findByText('Changed by somebody else meanwhile.')).toBeVisible()
    const theirs = await form.findByRole('region', { name: 'What they saved' })
    expect(await within(theirs).findByText(/CAD workstations/)).toBeVisible()
    expect(form.getByRole('button', { name: 'Remove Kiosk devices' })).toBeVisible()
    await user.click(form.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('27 devices.', { exact: false })).toBeVisible()
  })
})
