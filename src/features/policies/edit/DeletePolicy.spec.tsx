// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import PolicyPage from '../PolicyPage.tsx'
import { policyKindOf } from '../policy-kind.ts'

const sample = sampleWorld(new Date('2026-11-18T09:00:00.000Z'))
const last = sample.policies.find(
  (policy) => policyKindOf(policy) === 'settings' && (policy.assignments?.length ?? 0) > 0,
)
const id = last?.id ?? ''
servicePerTest(
  {
    ...sample,
    elevations: [],
    elevationRequests: [],
    policies: sample.policies.filter(
      (policy) => policyKindOf(policy) !== 'settings' || policy.id === id,
    ),
    policyStates: sample.policyStates.filter(
      ({ policyId }) =>
        policyId === id ||
        sample.policies.some(
          (policy) => policy.id === policyId && policyKindOf(policy) !== 'settings',
        ),
    ),
  },
  'epm.manager@contoso.example',
)

it('says that the last settings policy goes and how many devices lose EPM, and begins at No', async () => {
  await renderPage(PolicyPage, '/epm/policies/:id', `/epm/policies/${id}?delete=${id}`)
  const dialog = within(await screen.findByRole('dialog', {}, { timeout: 12_000 }))
  expect(
    await dialog.findByText(
      /^This is the last elevation settings policy in your scope: \d+ devices lose Endpoint Privilege Management\.$/,
    ),
  ).toBeVisible()
  const [first, second] = dialog.getAllByRole('button')
  expect(first).toHaveTextContent('Yes, delete')
  expect(second).toHaveTextContent('No')
  await waitFor(() => expect(second).toHaveFocus())
})
