import type { Page } from '@playwright/test'

import { expect, test } from './fixtures.ts'
import { peopleUpns, upnOf, type Person } from './people.ts'
import {
  actions,
  links,
  mixes,
  people,
  places,
  rightNames,
  type Ids,
  type Place,
  type RightKey,
} from './rights.ts'
import { calls } from './rights-calls.ts'
import type { Service } from './service.ts'
import { callFrom, inDatabase, pendingOfOthers } from './wire.ts'

/** What one person sees and gets, as lines that two tables can be compared by. */
type Standing = { links: string[]; places: string[]; disabled: string[]; refused: string[] }

const idsIn = (service: Service): Ids => {
  const one = (sql: string) =>
    inDatabase(service, (db) => {
      const found = db.prepare<[], { id: string }>(sql).get()
      if (!found) throw new Error(`The sample tenant has nothing for: ${sql}`)
      return found.id
    })
  const [request] = pendingOfOthers(service, peopleUpns)
  if (!request) throw new Error('The sample tenant has no pending request.')
  return {
    request: request.id,
    elevation: one('select id from elevations limit 1'),
    policy: one("select id from policies where name = 'Developer tools'"),
    reusable: one('select id from reusable_settings limit 1'),
    device: one('select id from devices limit 1'),
    role: one("select id from role_definitions where display_name = 'Elevation Reports Viewer'"),
    assignment: one("select id from role_assignments where display_name = 'Internal audit'"),
  }
}

const lines = (part: readonly string[]) => (part.length === 0 ? '–' : part.join('<br>'))

/** The expectation, from who has which right and which right opens what. */
const expected = (held: readonly RightKey[], visited: readonly Place[]): Standing => {
  const has = (right: RightKey) => held.includes(right)
  const missing = ({ needs, oneOf = [] }: Place): RightKey | null => {
    const lacking = needs.find((right) => !has(right))
    if (lacking !== undefined) return lacking
    return oneOf.length > 0 && !oneOf.some(has) ? (oneOf[0] ?? null) : null
  }
  const open = ({ needs, dialog }: Place) =>
    dialog === undefined ? needs.every(has) : needs.slice(0, 1).every(has)
  return {
    links: links.filter(([, right]) => right === null || has(right)).map(([label]) => label),
    places: visited.map((place) => {
      const right = missing(place)
      return `${place.name}: ${right === null ? 'open' : `needs ${rightNames[right]}`}`
    }),
    disabled: visited
      .filter((place) => open(place) && place.dialog === undefined)
      .flatMap(({ name, commands = {} }) =>
        Object.entries(commands)
          .filter(([, needs]) => !needs.some(has))
          .map(([label, [first]]) => `${name}, ${label}: ${first ? rightNames[first] : ''}`),
      )
      .toSorted(),
    refused: calls
      .filter(({ needs }) => !has(needs))
      .map(({ name, needs }) => `${name}: 403 ${actions[needs]}`),
  }
}

/** As Back and Forward do, without loading the whole console again for each of some thirty addresses. */
const go = (page: Page, path: string) =>
  page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate', { state: null }))
  }, path)

/** By way of a page that is none, so that what stands there afterwards is of this place. */
const visit = async (page: Page, path: string) => {
  const between = page.getByRole('heading', { level: 2, name: 'This page was not found' })
  await go(page, '/epm/nothing-here')
  await expect(between).toBeVisible()
  await go(page, path)
  await expect(between).toHaveCount(0)
  // A drawer hides the page from roles, not from sight.
  await expect(page.locator('h1').first()).toBeVisible()
}

const ready = async (page: Page, { dialog }: Place) => {
  if (dialog !== undefined && (await page.getByText('The missing right is').count()) === 0)
    await expect(
      page.getByRole('dialog', { name: dialog }).or(page.getByText('The missing right is')).first(),
    ).toBeVisible()
  await expect(page.getByRole('status', { name: /^(Loading|Reading)/ })).toHaveCount(0)
}

/** The right that the page or the dialog over it says is missing; null when it is open. */
const told = async (page: Page, { dialog }: Place): Promise<string | null> => {
  const closed = page.locator('div:has(> h2:text("Your roles do not show"))').last()
  if ((await closed.count()) > 0)
    return /The missing right is ([^.]+)\./.exec(await closed.innerText())?.[1] ?? 'unsaid'
  if (dialog === undefined) return null
  const text = await page.getByRole('dialog', { name: dialog }).innerText()
  return /You need the right “([^”]+)”/.exec(text)?.[1] ?? null
}

/** Disabled commands in sight, with the right that their reason names. */
const disabledOn = async (page: Page, place: Place): Promise<string[]> => {
  const { name, commands = {} } = place
  for (const label of Object.keys(commands))
    await expect(page.getByRole('button', { name: label, exact: true }).first()).toBeVisible()
  const found = await page
    .locator('main, [role=dialog]')
    .getByRole('button', { disabled: true })
    .evaluateAll((buttons) =>
      [...new Set(buttons)].map((button) => ({
        label: button.getAttribute('aria-label') ?? button.textContent ?? '',
        reason: document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent,
      })),
    )
  return found.flatMap(({ label, reason }) => {
    const right = /“([^”]+)”|roles lack (.+?)(?:, and|\.$)/.exec(reason ?? '')
    return right === null ? [] : [`${name}, ${label}: ${right[1] ?? right[2]}`]
  })
}

const observed = async (page: Page, ids: Ids, visited: readonly Place[]): Promise<Standing> => {
  const standing: Standing = { links: [], places: [], disabled: [], refused: [] }
  standing.links = (
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts()
  ).map((text) => text.split('\n')[0]?.trim() ?? '')
  for (const place of visited) {
    await visit(page, place.path(ids))
    await ready(page, place)
    const right = await told(page, place)
    standing.places.push(
      `${place.name}: ${right === null ? 'open' : `needs ${right.split(', or ')[0]}`}`,
    )
    if (right === null && place.dialog === undefined)
      standing.disabled.push(...(await disabledOn(page, place)))
  }
  // A drawer may show a command that the page under it has too, once that has loaded.
  standing.disabled = [...new Set(standing.disabled)].toSorted()
  for (const { name, method, path, body } of calls) {
    const changes: Record<string, string> = method === 'GET' ? {} : { 'If-Match': '"999999"' }
    const answer = await callFrom(page, method, path(ids), body, changes)
    const text = JSON.stringify(answer.body)
    if (answer.status === 403)
      standing.refused.push(`${name}: 403 ${/Microsoft\.Intune_\w+/.exec(text)?.[0] ?? text}`)
  }
  return standing
}

/** One row of the table of all; `npm run test:e2e` prints it. */
const row = (who: string, { links: seen, places: open, disabled, refused }: Standing) =>
  `| ${who} | ${lines(seen)} | ${lines(open.filter((each) => !each.endsWith(': open')))} | ${lines(disabled)} | ${lines(refused)} |`

const counts = (service: Service) =>
  inDatabase(service, (db) =>
    db
      .prepare(
        `select (select count(*) from policies) p, (select sum(version) from policies) v,
         (select count(*) from reusable_settings) r, (select count(*) from elevation_requests where status in ('approved', 'denied')) d`,
      )
      .get(),
  )

const give = (service: Service, name: string, held: readonly RightKey[]) =>
  inDatabase(service, (db) => {
    const user = db
      .prepare<[string], { id: string }>('select id from users where lower(resource) like ?')
      .get(`%${upnOf('no.role')}%`)
    const [role] = db
      .prepare<[], Record<string, unknown>>('select * from role_definitions limit 1')
      .all()
    const [assignment] = db
      .prepare<[], Record<string, unknown>>('select * from role_assignments limit 1')
      .all()
    const insert = (table: string, values: Record<string, unknown>) =>
      db
        .prepare(
          `insert into ${table} (${Object.keys(values).join()}) values (${Object.keys(values)
            .map(() => '?')
            .join()})`,
        )
        .run(...Object.values(values))
    const id = '00000000-0000-4000-8000-0000000000aa'
    const listed = JSON.stringify(held.map((right) => actions[right]))
    insert('role_definitions', {
      ...role,
      id,
      display_name: name,
      is_built_in: 0,
      actions_json: listed,
    })
    insert('role_assignments', {
      ...assignment,
      id: '00000000-0000-4000-8000-0000000000ab',
      display_name: name,
      role_definition_id: id,
      members_json: JSON.stringify([user?.id]),
      scope_tags_json: '[]',
    })
  })

// One person asks for more here than a session may in a minute.
test.use({ serviceEnv: { EPM_LIMIT_READS: '100000', EPM_LIMIT_CHANGES: '10000' } })

const rows: [string, Person, readonly RightKey[]][] = [
  // The keys of the table of people.
  ...Object.entries(people).map(([person, held]): [string, Person, readonly RightKey[]] => [
    person,
    person as Person,
    held,
  ]),
  ...Object.entries(mixes).map(([name, held]): [string, Person, readonly RightKey[]] => [
    name,
    'no.role',
    held,
  ]),
]
for (const [who, person, held] of rows)
  test(`what ${who} sees, cannot press, and is refused`, async ({ as, service, expectConsole }) => {
    expectConsole(/status of 4(00|03|04|12)/)
    test.setTimeout(240_000)
    // That a page is closed as a whole the nine people show already.
    const visited = places.filter(({ needs: [first] }) =>
      who in mixes ? first !== undefined && held.includes(first) : true,
    )
    if (who in mixes) give(service, who, held)
    const before = counts(service)
    const page = await as(person)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const standing = await observed(page, idsIn(service), visited)
    console.log(row(who, standing))
    expect(standing).toEqual(expected(held, visited))
    expect(counts(service), 'what was refused changed nothing').toEqual(before)
  })
