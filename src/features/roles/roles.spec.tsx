// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import AssignmentPage from './assignments/AssignmentPage.tsx'
import { MemberList } from './assignments/MemberList.tsx'
import { HeldRights } from './people/HeldRights.tsx'
import PersonRightsPage from './people/PersonRightsPage.tsx'
import NewRolePage from './wizard/NewRolePage.tsx'

const world = {
  ...sampleWorld(new Date('2026-11-18T09:00:00.000Z')),
  elevations: [],
  elevationRequests: [],
}
servicePerTest(world, 'role.admin@contoso.example')

const assignmentId = (name: string) =>
  world.roleAssignments.find((each) => each.displayName === name)?.id ?? ''
const userId = (upn: string) =>
  world.users.find((each) => each.userPrincipalName === `${upn}@contoso.example`)?.id ?? ''

it('leaves one’s own assignment to somebody else', async () => {
  const id = assignmentId('Intune Role Administrator: Henrik Sandqvist')
  await renderPage(AssignmentPage, '/roles/assignments/:id', `/roles/assignments/${id}`)
  const button = await screen.findByRole('button', { name: 'Delete' })
  await waitFor(() => expect(button).toHaveAccessibleDescription(/Somebody else has to change it/))
  expect(button).toHaveAttribute('aria-disabled', 'true')
  const lines = screen.getAllByRole('status').map(({ textContent }) => textContent)
  expect(lines).toContain(
    'You have rights by this assignment yourself. Somebody else has to change it.',
  )
})

it('names whom an assignment reaches today, and warns of one over everything', async () => {
  const id = assignmentId('Internal audit')
  await renderPage(AssignmentPage, '/roles/assignments/:id', `/roles/assignments/${id}`)
  expect(await screen.findByText(/Without scope tags the role holds for everything/)).toBeVisible()
  expect(await screen.findByRole('link', { name: 'Isla MacLeod' })).toBeVisible()
})

it('offers only rights that the author has', async () => {
  await renderPage(NewRolePage, '/roles/new', '/roles/new?step=permissions')
  const roles = await screen.findByRole('group', { name: 'Roles' })
  expect(within(roles).getByRole('checkbox', { name: /^Read/ })).toBeEnabled()
  const requests = screen.getByRole('group', { name: /Elevation Requests$/ })
  expect(within(requests).getByRole('checkbox', { name: /^Modify/ })).toBeDisabled()
  expect(screen.getByText(/You can only put in rights that you hold/)).toBeVisible()
  expect(screen.getByRole('link', { name: 'existing roles' })).toHaveAttribute('href', '/roles')
})

it('tells each right of a person with where it holds and the group that brings it', async () => {
  await renderPage(
    PersonRightsPage,
    '/roles/people/:id',
    `/roles/people/${userId('viktor.horvat')}`,
  )
  const row = await screen.findByRole('row', { name: /^Create / })
  expect(row).toHaveTextContent(
    /EMEA.*Application packagers EMEA, through the group Application packagers EMEA/,
  )
  expect(screen.getByText(/^Audit data: Read$/)).toBeVisible()
})

const groupId = (name: string) => world.groups.find((each) => each.displayName === name)?.id ?? ''
const holders = [groupId('CAD workstations'), groupId('IT Support')]
const Holders = () => <MemberList ids={holders} none="Nobody." holders />

it('says of a group of devices alone that the role reaches nobody through it', async () => {
  await renderPage(Holders, '/roles', '/roles')
  const [devices, people] = await screen.findAllByRole('listitem')
  await waitFor(() => expect(devices).toHaveTextContent(/the role reaches nobody through it/))
  expect(people).toHaveTextContent(/IT Support/)
  expect(people).not.toHaveTextContent(/reaches nobody/)
})

const named = (id: string) => ({ id, displayName: `Name of ${id}` })
const assignmentIn = (id: string, tag: string) => ({
  ...named(id),
  roleDefinition: { ...named(`role of ${id}`), isBuiltIn: false },
  direct: true,
  groups: [],
  scopeTags: [named(tag)],
  scopeType: 'resourceScope' as const,
  scopeGroups: [],
})
const rightOf = (right: string, assignmentIds: string[]) => ({
  action: right,
  permission: 'Elevation Requests',
  right,
  description: '',
  held: true,
  assignmentIds,
  scopeTags: [named('americas'), named('emea')],
})
const Added = () => (
  <HeldRights
    held={[rightOf('Modify', ['decides']), rightOf('View', ['decides', 'looks'])]}
    assignments={[assignmentIn('decides', 'americas'), assignmentIn('looks', 'emea')]}
  />
)

it('says from which assignment a place comes that the one with the right does not have', async () => {
  await renderPage(Added, '/roles', '/roles')
  const row = await screen.findByRole('row', { name: /^Modify/ })
  expect(row).toHaveTextContent(
    'Name of emea comes from Name of looks: scope tags of one permission add up.',
  )
  expect(screen.getByRole('row', { name: /^View/ })).not.toHaveTextContent(/add up/)
})
