import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from '@playwright/test'

import { countCalls } from './answered.ts'
import { expect } from './fixtures.ts'
import type { Person } from './people.ts'
import type { Shot } from './shot.ts'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Every state is looked at whole, in both themes; what is hidden behind an open dialog counts too. All rules of WCAG 2.2 AA. */
export const checked = (page: Page, state: string) =>
  report(page, () => new AxeBuilder({ page }), state)

/** An open menu alone: round it stand Fluent's own marks for the focus, which nobody can reach. */
export const checkedMenu = (page: Page, state: string) =>
  report(
    page,
    () => new AxeBuilder({ page }).include('[role=menu]').exclude('[data-tabster-dummy]'),
    state,
  )

/**
 * What fades in or changes its colour has colours of its own on the way, also when it takes no time: until the next frame a button
 * that is no longer disabled looks as if it were. What turns for ever, or stands still half-way, is looked at as it is.
 */
const cameToRest = (page: Page) =>
  page.evaluate(() => {
    const still = new CSSStyleSheet()
    still.replaceSync('*, ::before, ::after { transition: none !important }')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still]
    const ending = document
      .getAnimations()
      .filter(
        ({ effect, playState }) =>
          playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime),
      )
    const longest = new Promise((over) => setTimeout(over, 1_000))
    return Promise.race([longest, Promise.allSettled(ending.map(({ finished }) => finished))])
  })

const violationsOf = async (page: Page, axe: AxeBuilder) => {
  await cameToRest(page)
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes
      .slice(0, 4)
      .map(({ html, any }) => `${html.slice(0, 200)} ${any[0]?.message ?? ''}`),
  }))
}

/** What the page is painted with, as Fluent's provider says it. */
const background = (page: Page) =>
  page.evaluate(() =>
    getComputedStyle(document.querySelector('.fui-FluentProvider') ?? document.body)
      .getPropertyValue('--colorNeutralBackground1')
      .trim(),
  )

/** The same state in the other theme, where of axe's rules only contrast is another, and back. */
const inTheOther = async <T>(page: Page, look: () => Promise<T>): Promise<T> => {
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const before = await background(page)
  await page.emulateMedia({ colorScheme: isDark ? 'light' : 'dark' })
  await expect.poll(() => background(page), 'the theme follows the system').not.toBe(before)
  const seen = await look()
  await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' })
  return seen
}

const report = async (page: Page, axe: () => AxeBuilder, state: string) => {
  expect.soft(await violationsOf(page, axe().withTags(tags)), state).toEqual([])
  await inTheOther(page, async () => {
    const contrast = await violationsOf(page, axe().withRules(['color-contrast']))
    expect.soft(contrast, `${state}, in the other theme`).toEqual([])
  })
}

type As = (person: Person, path: string, options: BrowserContextOptions) => Promise<Page>

/** Pages and dialogs as the pictures of `shots.ts` show them, each by its person. */
export const checkedPictures = async (as: As, shots: readonly Shot[], names: readonly string[]) => {
  const people = new Map<Person, { page: Page; answered: () => Promise<void> }>()
  const opened = async (person: Person) => {
    const page = await as(person, '/', { reducedMotion: 'reduce' })
    return { page, answered: countCalls(page) }
  }
  for (const name of names) {
    const shot = shots.find((each) => each.name === name)
    if (shot === undefined) throw new Error(`There is no picture ${name}.`)
    const { person = 'intune.admin' } = shot
    const at = people.get(person) ?? (await opened(person))
    people.set(person, at)
    const { page, answered } = at
    // What one state left entered is no part of the next.
    await page.evaluate(() => sessionStorage.clear())
    await page.goto(shot.path)
    await expect(page.locator('h1')).toBeVisible()
    await shot.prepare?.(page)
    // A button that waits for an answer changes its colours with it.
    await answered()
    await expect(page.getByRole('status', { name: /^(Loading|Reading|Trying)/ })).toHaveCount(0)
    await checked(page, name)
  }
}
