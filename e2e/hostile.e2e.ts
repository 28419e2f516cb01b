import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test, type Page } from '@playwright/test'

import type { Elevation } from '#contract/elevations.ts'
import { createDataFolder } from '#server/node/data-folder.ts'
import { openSqlite } from '#server/node/sqlite.ts'
import { loadWorld } from '#server/store/load-world.ts'
import { migrate } from '#server/store/migrations.ts'
import type { World } from '#worlds/world.ts'
import { hostileWorld } from '#worlds/small/hostile-strings.ts'

import { signIn } from './fixtures.ts'
import { hostileStrings, sharedStringsAreThere } from './hostile-strings.ts'
import type { Person } from './people.ts'
import { startService, type Service } from './service.ts'

/**
 * R20: what a device sends never runs. Every string stands as file name, path, product, reason and device name of a request;
 * each is scrolled past in the queue, and every path is opened in the drawer, many to a path.
 */
const strings = hostileStrings()
const pathsPerDrawer = 250
const base = new Date()

/** What the report draws of an elevation, each with a string of its own. */
const perElevation = 4
const elevations = (device: World['devices'][number] | undefined): Elevation[] =>
  Array.from({ length: Math.ceil(strings.length / perElevation) }, (_, index) => {
    const [name, upn, company, policy] = strings.slice(index * perElevation)
    return {
      id: randomUUID(),
      deviceId: device?.id ?? null,
      deviceName: device?.deviceName ?? null,
      eventDateTime: new Date(base.getTime() - index * 1000).toISOString(),
      elevationType: 'userConfirmedElevation',
      filePath: `C:\\Temp\\${name ?? ''}`,
      upn: upn ?? null,
      userType: 'local',
      productName: name ?? null,
      companyName: company ?? null,
      fileVersion: null,
      justification: upn ?? null,
      hash: index.toString(16).padStart(64, '0'),
      internalName: company ?? null,
      fileDescription: policy ?? null,
      certificatePayload: null,
      result: 0,
      processType: 'parent',
      ruleId: null,
      parentProcessName: name ?? null,
      policyId: null,
      policyName: policy ?? null,
      systemInitiatedElevation: false,
    }
  })

const world = () => {
  const plain = hostileWorld(base, strings)
  return {
    ...plain,
    elevations: elevations(plain.devices[0]),
    elevationRequests: plain.elevationRequests.map((request, index) =>
      index % pathsPerDrawer === 0
        ? {
            ...request,
            applicationDetail: {
              ...request.applicationDetail,
              filePath: strings.slice(index, index + pathsPerDrawer).join('\n'),
            },
          }
        : request,
    ),
  }
}

let folder: string
let service: Service

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'epm-hostile-'))
  const { db } = openSqlite(createDataFolder(folder).database)
  await migrate(db, { now: base })
  await loadWorld(db, world(), randomUUID)
  await db.insertInto('meta').values({ key: 'world', value: 'sample' }).execute()
  await db.destroy()
  service = await startService(folder, { EPM_LIMIT_READS: '1000000' })
})
test.afterAll(async () => {
  await service.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** What a page did that would mean that a string had run, or had tried to. */
type Seen = { executions: string[]; violations: string[]; foreign: string[] }

const watch = async (page: Page): Promise<Seen> => {
  const seen: Seen = { executions: [], violations: [], foreign: [] }
  page.on('dialog', (dialog) => {
    seen.executions.push(`${dialog.type()} ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('popup', (popup) => seen.executions.push(`popup ${popup.url()}`))
  page.context().on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== service.url && protocol !== 'data:') seen.foreign.push(request.url())
  })
  await page.exposeFunction('tellViolation', (text: string) => seen.violations.push(text))
  await page.exposeFunction('tellExecution', (text: string) => seen.executions.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
      (window as unknown as { tellViolation: (text: string) => void }).tellViolation(
        `${violatedDirective} ${sample}`,
      ),
    )
  })
  return seen
}

const open = async (page: Page, path: string, person: Person = 'requests.approver') => {
  await page.goto(`${service.url}${path}`)
  await signIn(page, person)
}

/** Scrolls a list to its end and answers how many different rows were drawn. */
const scrollPast = async (page: Page, name: string, rows: number) => {
  const list = page.getByRole('table', { name })
  // Until then it is another table that is busy.
  await expect(list.getByRole('link').first()).toBeVisible()
  return list.evaluate(
    (table, total) =>
      new Promise<number>((resolve) => {
        const drawn = new Set<string>()
        const step = () => {
          for (const row of table.querySelectorAll('[aria-rowindex]'))
            drawn.add(row.getAttribute('aria-rowindex') ?? '')
          // The head is a row as well. At the end of what is loaded this waits for the next page.
          if (drawn.size > total) return resolve(drawn.size - 1)
          table.scrollTop += table.clientHeight / 2
          requestAnimationFrame(() => requestAnimationFrame(step))
        }
        step()
      }),
    rows,
  )
}

const foreignElements = (page: Page) =>
  page.evaluate(() => {
    const never =
      'script:not([src]), script[src^="//"], script[src*=":"], iframe, object, embed, base, form[action], a[href^="javascript:" i], math, video, audio'
    const handlers = [...document.querySelectorAll('*')].filter((element) =>
      element.getAttributeNames().some((name) => name.startsWith('on')),
    )
    return [...document.querySelectorAll(never), ...handlers].map((each) => each.tagName)
  })

test('no string of a device runs, loads anything or becomes an element', async ({ page }) => {
  test.setTimeout(240_000)
  const seen = await watch(page)
  await open(page, '/epm/elevation-requests')
  const rows = await scrollPast(page, 'Elevation requests', strings.length)
  expect(rows).toBe(strings.length)
  expect(await foreignElements(page)).toEqual([])

  const opened = world().elevationRequests.filter((_, index) => index % pathsPerDrawer === 0)
  for (const { id } of opened) {
    await page.goto(`${service.url}/epm/elevation-requests/${id}`)
    const drawer = page.getByRole('dialog')
    await expect(drawer).toContainText('File path')
    // A long text is shortened until it is asked for.
    const more = drawer.getByRole('button', { name: 'Show all' })
    while ((await more.count()) > 0) await more.first().click()
    expect(await foreignElements(page)).toEqual([])
  }
  console.log(
    `${strings.length} strings${sharedStringsAreThere ? '' : ' (the shared folder is absent: only our own)'}, ` +
      `${rows} rows, ${opened.length} drawers: ${seen.executions.length} executions, ` +
      `${seen.violations.length} violations, ${seen.foreign.length} foreign requests`,
  )
  expect(seen).toEqual({ executions: [], violations: [], foreign: [] })
})

test('nor does one in the elevation report, and in what opens over it', async ({ page }) => {
  test.setTimeout(120_000)
  const seen = await watch(page)
  const rows = Math.ceil(strings.length / perElevation)
  await open(page, '/epm/reports/elevations', 'intune.admin')
  expect(await scrollPast(page, 'Elevation report', rows)).toBe(rows)
  expect(await foreignElements(page)).toEqual([])
  const links = page.getByRole('table', { name: 'Elevation report' }).getByRole('link')
  await links.last().click()
  const drawer = page.getByRole('dialog')
  for (const title of ['File information', 'Elevation information'])
    await drawer.getByText(title).click()
  for (let opened = 0; opened < 20; opened += 1) {
    await expect(drawer).toContainText('Elevation id')
    expect(await foreignElements(page)).toEqual([])
    await drawer.getByRole('button', { name: 'Previous elevation' }).click()
  }
  await drawer.getByRole('button', { name: /^Create a rule/ }).click()
  await expect(page.getByRole('dialog', { name: 'Create a rule' })).toContainText('File name')
  expect(await foreignElements(page)).toEqual([])
  expect(seen).toEqual({ executions: [], violations: [], foreign: [] })
})

test('stores every string as it was sent', async ({ page }) => {
  await open(page, '/epm/elevation-requests')
  const reasons = await page.evaluate(async () => {
    type List = { value: { requestJustification: string }[]; '@odata.nextLink'?: string }
    const found: string[] = []
    let next: string | undefined = '/beta/deviceManagement/elevationRequests?$top=1000'
    while (next) {
      const list = (await (await fetch(next)).json()) as List
      found.push(...list.value.map((each) => each.requestJustification))
      next = list['@odata.nextLink']
    }
    return found
  })
  expect(reasons.toSorted()).toEqual(strings.toSorted())
})

const controls: readonly (readonly [name: string, attempt: () => void])[] = [
  ['innerHTML', () => (document.body.innerHTML = '<img src=x onerror="tellExecution(1)">')],
  [
    'a javascript: link',
    () => {
      const link = document.body.appendChild(document.createElement('a'))
      link.href = 'javascript:tellExecution(2)'
      link.click()
    },
  ],
  [
    'a script element',
    () => {
      const script = document.createElement('script')
      script.append('tellExecution(3)')
      document.body.append(script)
    },
  ],
  [
    'an inline style',
    () => {
      const style = document.createElement('style')
      style.append('body { outline: 3px solid red }')
      document.head.append(style)
    },
  ],
]

// The same eyes must see these, or seeing nothing above would mean nothing.
for (const [name, attempt] of controls) {
  test(`control: ${name} is blocked and noticed`, async ({ page }) => {
    const seen = await watch(page)
    await open(page, '/epm/elevation-requests')
    await page.evaluate(attempt).catch(() => undefined)
    await expect.poll(() => seen.violations.length).toBeGreaterThan(0)
    expect(seen.executions).toEqual([])
    expect(await page.evaluate(() => getComputedStyle(document.body).outlineStyle)).toBe('none')
  })
}

test('control: a string that did run would be noticed', async ({ page }) => {
  const seen = await watch(page)
  await open(page, '/epm/elevation-requests')
  await page.evaluate(() => alert('ran'))
  expect(seen.executions).toEqual(['alert ran'])
})
