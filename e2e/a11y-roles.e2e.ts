import { checkedPictures } from './axe.ts'
import { test } from './fixtures.ts'
import { roleShots } from './shots-roles.ts'

/** The pages of roles as the pictures of `shots.ts` show them, by those who manage roles and those who may not. */
const states = {
  'lists and pages': [
    'roles',
    'roles-no-match',
    'roles-forbidden',
    'roles-reader',
    'role-built-in',
    'role-custom',
    'role-delete-used',
    'assignments',
    'assignment',
    'assignment-delete',
    'scope-tags',
    'scope-tag',
    'scope-tag-new',
    'scope-tag-groups',
    'scope-tag-delete',
    'people',
    'person-scoped',
    'person-nobody',
  ],
  'wizards and forms': [
    'role-new-1-error',
    'role-new-2',
    'role-new-2-limited',
    'role-new-4',
    'role-edit-effect',
    'role-assign-2',
    'role-assign-4-error',
    'role-assign-5',
    'assignment-edit-tags',
  ],
} as const

test.slow()
// Two people look at more in a minute than a session may.
test.use({ serviceEnv: { EPM_LIMIT_READS: '100000' } })

for (const [area, names] of Object.entries(states))
  test(area, async ({ as, service }) => {
    await checkedPictures(as, roleShots(service), names)
  })
