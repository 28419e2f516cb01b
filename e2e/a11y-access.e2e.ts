import { checkedPictures } from './axe.ts'
import { test } from './fixtures.ts'
import { privilegedAccessShots } from './shots-privileged-access.ts'

/** Privileged access as the pictures of `shots.ts` show it, by those who manage it, answer and ask. */
const states = {
  lists: ['access-no-match', 'access-nobody', 'access-policies', 'access-policies-reader'],
  requests: [
    'access-request-own',
    'access-request-used',
    'access-request-hostile',
    'access-request-missing',
    'access-request-commands',
  ],
  decisions: [
    'access-approve-hostile',
    'access-approve-not-yours',
    'access-approve-lockbox',
    'access-revoke',
    'access-changed',
  ],
  forms: [
    'access-new-filled',
    'access-new-errors',
    'access-policy-new',
    'access-policy-edit',
    'access-policy-remove',
  ],
  settings: [
    'access-settings-forbidden',
    'access-settings-edit',
    'access-settings-off',
    'access-group-new',
    'access-members',
  ],
} as const

test.slow()
// A few people look at more in a minute than a session may.
test.use({ serviceEnv: { EPM_LIMIT_READS: '100000' } })

for (const [area, names] of Object.entries(states))
  test(area, async ({ as, service, expectConsole }) => {
    // A request that is not there, and one that changed.
    expectConsole(/status of 4(04|12)/)
    await checkedPictures(as, privilegedAccessShots(service), names)
  })
