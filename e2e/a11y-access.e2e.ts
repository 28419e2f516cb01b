import { checked } from './axe.ts'
import { expect, test } from './fixtures.ts'
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
    const shots = privilegedAccessShots(service)
    const people = new Map<string, Awaited<ReturnType<typeof as>>>()
    for (const name of names) {
      const shot = shots.find((each) => each.name === name)
      if (shot === undefined) throw new Error(`There is no picture ${name}.`)
      const { person = 'intune.admin' } = shot
      const page = people.get(person) ?? (await as(person, '/', { reducedMotion: 'reduce' }))
      people.set(person, page)
      // What one state left entered is no part of the next.
      await page.evaluate(() => sessionStorage.clear())
      await page.goto(shot.path)
      await expect(page.locator('h1')).toBeVisible()
      await shot.prepare?.(page)
      await expect(page.getByRole('status', { name: /^(Loading|Reading)/ })).toHaveCount(0)
      await checked(page, name)
    }
  })
