// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'

import type { Setting } from '#contract/settings.ts'
import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { setClock } from '#src/lib/clock.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import PolicyPage from './PolicyPage.tsx'
import { rulesOf } from './rule-list.ts'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
const service = servicePerTest(world, 'epm.reader@contoso.example')

const idOf = (name: string) => {
  const policy = world.policies.find((each) => each.name === name)
  if (!policy) throw new Error(`No policy is called ${name}.`)
  return policy.id
}
const show = (name: string, query = '') =>
  renderPage(PolicyPage, '/epm/policies/:id', `/epm/policies/${idOf(name)}${query}`)
const region = (name: string) => screen.findByRole('region', { name })
const rule = (name: RegExp) => screen.findByRole('button', { name, expanded: false })

/** Changes the stored document as somebody else's tool would. */
const rewrite = async (name: string, change: (settings: Setting[]) => void) => {
  const { db } = service()
  const row = await db
    .selectFrom('policies')
    .select('settings_json')
    .where('id', '=', idOf(name))
    .executeTakeFirstOrThrow()
  const settings = JSON.parse(row.settings_json) as Setting[]
  change(settings)
  await db
    .updateTable('policies')
    .set({ settings_json: JSON.stringify(settings) })
    .where('id', '=', idOf(name))
    .execute()
}

describe('a rules policy', () => {
  it('shows basics, scope tags and assignments with group names', async () => {
    await show('Developer tools')
    expect(await screen.findByRole('heading', { level: 1, name: 'Developer tools' })).toBeVisible()
    expect(within(await region('Basics')).getByText('Elevation rules policy')).toBeVisible()
    expect(await within(await region('Scope tags')).findByText('EMEA, Americas')).toBeVisible()
    const assignments = within(await region('Assignments'))
    expect(await assignments.findByText('Engineering')).toBeVisible()
    expect(await assignments.findByText('Contractors')).toBeVisible()
  })

  it('opens a rule to everything about it, and keeps it in the address', async () => {
    const user = userEvent.setup()
    const { router } = await show('Developer tools')
    await user.click(await rule(/^Fabrikam Studio installer/))
    expect(router.state.location.search).toBe('?rule=Fabrikam+Studio+installer')
    expect(screen.getByText(/runs elevated after the user gives a justification/)).toBeVisible()
    const file = within(await region('File information'))
    expect(file.getByText('Signature source')).toBeVisible()
    expect(await file.findByText(/^Expires in/)).toHaveTextContent(/on \d+ \w+ \d{4}/)
    expect(
      within(await region('Risks and file identity')).getByText('Folder that users can write to'),
    ).toBeVisible()
  })

  /** The first rule of the sample tenant with a certificate from a reusable setting. */
  const withReusable = () => {
    for (const { name, settings } of world.policies)
      for (const { key, rule: model } of rulesOf(settings ?? []))
        for (const { id, displayName } of world.reusableSettings)
          if (
            model.signatureSource.kind === 'reusableSetting' &&
            model.signatureSource.settingId === id
          )
            return { id, policy: name ?? '', key, certificate: displayName ?? '' }
    throw new Error('The sample tenant has no rule with a reusable certificate.')
  }

  it('names a reusable certificate, to whom it was issued and until when', async () => {
    const { policy, key, certificate } = withReusable()
    await show(policy, `?rule=${encodeURIComponent(key)}`)
    const file = within(await region('File information'))
    expect(await file.findByText(certificate)).toBeVisible()
    expect(await file.findByText(/^Issued to/)).toBeVisible()
    expect(file.getByText(/^Issued by/)).toBeVisible()
    expect(file.getByText(/^Expire[sd] /)).toBeVisible()
  })

  it('says in words that a certificate has expired', async () => {
    const { policy, key } = withReusable()
    setClock({ now: () => Date.UTC(2080, 0, 1) })
    await show(policy, `?rule=${encodeURIComponent(key)}`)
    expect(await screen.findByText(/^Expired/)).toHaveTextContent(
      'Rules with this certificate do not work.',
    )
    const risks = within(await region('Risks and file identity'))
    expect((await risks.findAllByText(/^Certificate not valid now/)).at(-1)).toBeVisible()
  })

  it('says when the reusable setting is gone', async () => {
    const { id, policy, key } = withReusable()
    await service().db.deleteFrom('policy_reusable_settings').execute()
    await service().db.deleteFrom('reusable_settings').where('id', '=', id).execute()
    await show(policy, `?rule=${encodeURIComponent(key)}`)
    expect(await screen.findByText(/^This reusable setting does not exist/)).toBeVisible()
  })

  it('searches rules', async () => {
    const user = userEvent.setup()
    await show('Developer tools')
    await screen.findByText('12 rules')
    await user.type(screen.getByRole('searchbox', { name: 'Search rules' }), 'fabrikam{Enter}')
    expect(await screen.findByText(/^\d of 12 rules$/)).toBeVisible()
    await user.clear(screen.getByRole('searchbox', { name: 'Search rules' }))
    await user.type(screen.getByRole('searchbox', { name: 'Search rules' }), 'zzz{Enter}')
    expect(await screen.findByRole('heading', { name: 'No rules match' })).toBeVisible()
  })

  it('says honestly how many settings it does not know', async () => {
    await rewrite('Developer tools', (settings) => {
      settings[0]?.settingInstance.groupSettingCollectionValue?.[0]?.children.push({
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
        settingDefinitionId: 'vendor_setting_of_tomorrow',
      })
    })
    await show('Developer tools')
    expect(
      await screen.findByText(
        /^This policy holds one setting that this console does not know; it is kept untouched/,
      ),
    ).toBeVisible()
  })

  it('writes hidden characters of a hostile rule name out', async () => {
    await rewrite('Developer tools', (settings) => {
      const text = JSON.stringify(settings).replaceAll(
        'Fabrikam Studio installer',
        'invoice_\\u202efdp.exe<img src=x onerror=alert(1)>',
      )
      settings.splice(0, settings.length, ...(JSON.parse(text) as Setting[]))
    })
    await show('Developer tools')
    expect(await rule(/U\+202E.*<img src=x/)).toBeVisible()
    expect(document.querySelector('img')).toBeNull()
  })

  it('warns when users are included and devices excluded', async () => {
    await service()
      .db.updateTable('groups')
      .set({ resource: JSON.stringify({ id: 'x', displayName: 'W', membershipRule: 'user.x' }) })
      .where('display_name', '=', 'Workshop')
      .execute()
    await show('Workshop machines and instruments')
    expect(await screen.findByText(/Intune does not support this/)).toBeVisible()
  })

  it('narrows the devices to a state, names the other policies of a conflict, and claims no report of a pending one', async () => {
    const user = userEvent.setup()
    const rows = await service()
      .db.selectFrom('device_policy_states')
      .select(['policy_id', 'device_id'])
      .where('status', '=', 6)
      .execute()
    const [conflict] = rows
    if (conflict === undefined) throw new Error('The sample tenant has no conflict.')
    const other = world.policies.find(({ id }) => id !== conflict.policy_id)
    await service()
      .db.deleteFrom('device_policy_states')
      .where('policy_id', '=', other?.id ?? '')
      .where('device_id', '=', conflict.device_id)
      .execute()
    await service()
      .db.insertInto('device_policy_states')
      .values({
        policy_id: other?.id ?? '',
        device_id: conflict.device_id,
        user_principal_name: null,
        status: 6,
        modified_at: '2026-11-18T08:00:00.000Z',
      })
      .execute()
    await service()
      .db.updateTable('device_policy_states')
      .set({ status: 0 })
      .where('policy_id', '=', conflict.policy_id)
      .where('device_id', '!=', conflict.device_id)
      .execute()
    await show(world.policies.find(({ id }) => id === conflict.policy_id)?.name ?? '')
    const status = within(
      await screen.findByRole('region', { name: 'Device and user check-in status' }),
    )
    await user.click(await status.findByRole('button', { name: 'Show 1 with the state Conflict' }))
    const table = within(await status.findByRole('table'))
    expect(table.getAllByRole('row')).toHaveLength(2)
    await user.click(table.getByRole('button', { name: 'With which policies?' }))
    expect(await table.findByRole('link', { name: other?.name ?? '' })).toHaveAttribute(
      'href',
      `/epm/policies/${other?.id ?? ''}`,
    )
    await user.selectOptions(status.getByRole('combobox', { name: 'State' }), 'pending')
    expect(await status.findByRole('columnheader', { name: 'Since' })).toBeVisible()
    const shown = status.getAllByRole('row').length
    expect(shown).toBeLessThanOrEqual(51)
    const more = status.queryByRole('button', { name: 'Show more' })
    if (more !== null) {
      await user.click(more)
      await waitFor(() => expect(status.getAllByRole('row').length).toBeGreaterThan(shown))
    }
  })

  it('puts the check-ins together by user when asked', async () => {
    const user = userEvent.setup()
    await show('Service desk and everyday software')
    const status = within(
      await screen.findByRole('region', { name: 'Device and user check-in status' }),
    )
    await user.click(await status.findByText('Users'))
    expect(await status.findByText(/A user counts once/)).toBeVisible()
    const id = idOf('Service desk and everyday software')
    const rows = await service()
      .db.selectFrom('device_policy_states')
      .select('user_principal_name')
      .where('policy_id', '=', id)
      .where('user_principal_name', 'is not', null)
      .distinct()
      .execute()
    const counts = status.getAllByRole('definition').slice(5)
    expect(counts.reduce((sum, each) => sum + Number(each.textContent), 0)).toBe(rows.length)
    expect(rows.length).toBeGreaterThan(0)
  })

  it('unfolds the raw document', async () => {
    const user = userEvent.setup()
    await show('Legacy exceptions (to review)')
    expect(screen.queryByRole('region', { name: 'Raw JSON' })).toBeNull()
    await user.click(await screen.findByText('Raw JSON'))
    expect(await region('Raw JSON')).toHaveTextContent('"name": "Legacy exceptions (to review)"')
    expect(screen.getByRole('button', { name: 'Copy JSON' })).toBeVisible()
  })
})

describe('a settings policy', () => {
  it('shows each setting with what follows from it', async () => {
    await show('EPM client: kiosks')
    const configuration = within(await region('Configuration settings'))
    expect(configuration.getByText('Deny all requests')).toBeVisible()
    expect(configuration.getByText(/Run as administrator is not\.$/)).toBeVisible()
  })
})

describe('a policy that cannot be shown', () => {
  it('is not found under an id that does not exist', async () => {
    await renderPage(PolicyPage, '/epm/policies/:id', '/epm/policies/absent')
    expect(await screen.findByText('This policy was not found')).toBeVisible()
  })

  it('says which right is missing', async () => {
    await service().as('requests.approver@contoso.example')
    await show('Developer tools')
    expect(
      await screen.findByText('Endpoint Privilege Management Policy Authoring: Read'),
    ).toBeVisible()
  })

  it('fails with a way to try again', async () => {
    const user = userEvent.setup()
    service().faults.add({ name: 'empty-200', endpoint: 'policyGet' })
    await show('Developer tools')
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Developer tools' })).toBeVisible()
  })
})
