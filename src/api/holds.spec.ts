import fc from 'fast-check'
import { expect, it } from 'vitest'

import { holds } from './holds.ts'

const sent = {
  displayName: 'Service desk',
  description: '',
  members: ['a', 'b'],
  'roleDefinition@odata.bind': 'https://graph.example/roleDefinitions(1)',
  rolePermissions: [{ resourceActions: [{ allowedResourceActions: ['read', 'write'] }] }],
}
const read = {
  '@odata.etag': 'W/"1"',
  id: '1',
  displayName: 'Service desk',
  description: null,
  members: ['b', 'a'],
  rolePermissions: [
    {
      actions: ['read', 'write'],
      resourceActions: [
        { allowedResourceActions: ['write', 'read'], notAllowedResourceActions: [] },
      ],
    },
  ],
}

it('knows what it sent, whatever the service adds and in whatever order', () => {
  expect(holds(read, sent)).toBe(true)
})

it.each([
  ['another name', { displayName: 'Service Desk' }],
  ['a description', { description: 'Older' }],
  ['a member more', { members: ['a', 'b', 'c'] }],
  ['a member less', { members: ['a'] }],
  [
    'another right',
    { rolePermissions: [{ resourceActions: [{ allowedResourceActions: ['read', 'delete'] }] }] },
  ],
  ['no rights', { rolePermissions: null }],
])('takes a thing with %s for another one', (_, other) => {
  expect(holds({ ...read, ...other }, sent)).toBe(false)
})

it('finds every document in itself', () =>
  fc.assert(
    fc.property(fc.jsonValue(), (document) => {
      expect(holds(document, document)).toBe(true)
    }),
  ))
