// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { ReviewStep } from './wizard/ReviewStep.tsx'
import PolicyPage from './PolicyPage.tsx'
import { DifferenceView } from './history/DifferenceView.tsx'

const sample = sampleWorld(new Date('2026-11-18T09:00:00.000Z'))
const [filter] = sample.assignmentFilters
const [policy] = sample.policies
if (filter === undefined || policy === undefined) throw new Error('The sample tenant has neither.')
const target = {
  '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget',
  deviceAndAppManagementAssignmentFilterId: filter.id,
  deviceAndAppManagementAssignmentFilterType: 'exclude',
}
const world = {
  ...sample,
  elevations: [],
  elevationRequests: [],
  policyStates: [],
  policies: [{ ...policy, assignments: [{ id: 'one', target }] }],
}
const service = servicePerTest(world, 'epm.manager@contoso.example')
const words = 'only devices that do not match the filter '

it('names the filter on the page of the policy', async () => {
  await renderPage(PolicyPage, '/epm/policies/:id', `/epm/policies/${policy.id}`)
  const section = within(await screen.findByRole('region', { name: 'Assignments' }))
  expect(await section.findByText(filter.displayName ?? '')).toBeVisible()
  expect(section.getByText(/only devices that do not match the filter/)).toBeVisible()
})

it('names it before a policy is created, and where versions differ', async () => {
  const body = {
    name: 'New',
    platforms: 'windows10' as const,
    technologies: policy.technologies,
    templateReference: policy.templateReference,
    settings: policy.settings ?? [],
  }
  const difference = {
    header: [],
    settings: [],
    rules: [],
    reordered: false,
    unknownChanged: false,
    same: false,
    assignments: { added: [target], removed: [] },
  }
  await renderPage(
    () => (
      <>
        <ReviewStep kind="rules" body={body} targets={[target]} onEdit={() => {}} />
        <DifferenceView difference={difference} />
      </>
    ),
    '/',
    '/',
  )
  await waitFor(() => expect(screen.getAllByText(filter.displayName ?? '')).toHaveLength(2))
  expect(
    screen.getAllByText(
      (_, element) => element?.tagName === 'LI' && (element.textContent ?? '').includes(words),
    ),
  ).toHaveLength(2)
})

it('shows the id where filters cannot be read', async () => {
  service().faults.add({ name: 'forbidden', endpoint: 'assignmentFilterList' })
  await renderPage(PolicyPage, '/epm/policies/:id', `/epm/policies/${policy.id}`)
  const section = within(await screen.findByRole('region', { name: 'Assignments' }))
  expect(await section.findByText(/only devices that do not match the filter/)).toBeVisible()
  expect(await section.findByRole('button', { name: /Copy filter id/ })).toBeVisible()
})
