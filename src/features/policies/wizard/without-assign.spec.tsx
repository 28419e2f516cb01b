// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'
import type { World } from '#worlds/world.ts'

import NewPolicyPage from './NewPolicyPage.tsx'

const full = { ...sampleWorld(new Date('2026-11-18T09:00:00.000Z')), elevations: [] }
/** The same tenant, where no role has the right Assign. */
const world = JSON.parse(
  JSON.stringify(full).replaceAll('"Microsoft.Intune_EpmPolicy_Assign"', '"Nothing"'),
  (key, value: unknown) => (key === 'at' ? full.at : value),
) as World
servicePerTest(world, 'epm.manager@contoso.example')
afterEach(() => sessionStorage.clear())

it('shows the assignments read-only to an author who may not assign, and says why', async () => {
  await renderPage(
    NewPolicyPage,
    '/epm/policies/new/:profile',
    '/epm/policies/new/elevation-settings?step=assignments',
  )
  expect(await screen.findByText(/Policy Authoring: Assign is missing/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Add all users' })).toBeNull()
})
