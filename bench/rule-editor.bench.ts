import { cpus, loadavg } from 'node:os'

import type { World } from '#worlds/world.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { figure, say, spread, spreadOf, wholeOption } from './figures.ts'
import { createClient } from './http-client.ts'
import { typing } from './keystrokes.ts'
import { openBrowser } from './browser.ts'
import { rulesPolicyBody } from './rules-policy.ts'
import { seedData, startService } from './service.ts'

/**
 * The rule editor as somebody with a slow computer has it: a policy of 100 rules on the production build, in Chromium with
 * the processor slowed down. Opening times, and the time from a key stroke to the next picture (DESIGN 7: 50 ms at 4x).
 */
const rules = wholeOption('rules', 100)
const slowDown = wholeOption('slow-down', 4)
const strokes = wholeOption('strokes', 100)
const openings = wholeOption('openings', 5)
const budget = 50
/** Strokes whose work is counted: the work hardly varies. */
const counted = 40

const world: World = { ...sampleWorld(new Date()), elevations: [] }
const data = await seedData(world)
const service = await startService(data)
const client = createClient(service.url, data.tokens.second)
const made = await client.post('/deviceManagement/configurationPolicies', rulesPolicyBody(rules))
if (made?.status !== 201) throw new Error(`The policy was not created: ${made?.text}`)
const { id } = JSON.parse(made.text) as { id: string }
client.close()

const browser = await openBrowser(service.url, data.tokens.second)
const { page } = browser
await browser.slowDown(slowDown)
const policy = `/epm/policies/${id}`
const missed: string[] = []

/** Milliseconds from the start of the navigation until `count` of these stand on the page and are painted. */
const opening = async (path: string, list: string, count: number) => {
  const samples: number[] = []
  for (let index = 0; index < openings; index += 1) {
    // One after the other: each is a visit of its own.
    await page.goto(path, { waitUntil: 'commit' })
    samples.push(
      await page.evaluate(
        ({ list, count }) =>
          new Promise<number>((resolve) => {
            const look = () =>
              document.querySelectorAll(list).length >= count
                ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
                : setTimeout(look, 4)
            look()
          }),
        { list, count },
      ),
    )
  }
  return spreadOf(samples)
}

say(`A policy of ${rules} rules, the processor ${slowDown} times slower`)
const rows = '[aria-label="Rules"] > li'
spread('opening the policy page, all rules listed', await opening(policy, rows, rules))
const edit = `${policy}/edit/configuration`
spread('opening Edit configuration, all rules listed', await opening(edit, rows, rules))

const openRule = async (place: number) => {
  const before = await page.evaluate(() => performance.now())
  await page
    .getByRole('button', { name: /^Edit instance/ })
    .nth(place)
    .click()
  await page.getByRole('textbox', { name: 'File name' }).waitFor()
  return (await page.evaluate(() => performance.now())) - before
}
const ruleTimes: number[] = []
for (let index = 0; index < openings; index += 1) {
  ruleTimes.push(await openRule(index * 7))
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
spread('opening a rule, until its fields stand', spreadOf(ruleTimes))
await openRule(42)

say(`Key stroke to paint, ${strokes} strokes each; the budget is p95 ${budget} ms`)
/** Milliseconds between two strokes: a quick hand, and one just slow enough to meet the search that each stroke starts. */
const hands = { quick: 90, slow: 262 }
type Field = { label: RegExp; role?: 'textbox' | 'searchbox'; hand?: keyof typeof hands }
const measure = async (name: string, { label, role = 'textbox', hand = 'quick' }: Field) => {
  const field = page.getByRole(role, { name: label }).first()
  await field.fill('')
  const { painted, events } = await typing(page, field, strokes, hands[hand])
  const found = spreadOf(painted)
  spread(name, found)
  figure('  the same by Event Timing (in steps of 8), p95', spreadOf(events).p95)
  // Without the slow-down, which works by keeping the same thread busy.
  await browser.slowDown(1)
  const before = await browser.worked()
  await typing(page, field, counted, hands[hand])
  figure('  work a stroke, not slowed down, ms', ((await browser.worked()) - before) / counted)
  await browser.slowDown(slowDown)
  if (found.p95 > budget) missed.push(name)
}
const search = { label: /^Search rules/, role: 'searchbox' } as const
await measure('rule name', { label: /^Rule name/ })
await measure('file name', { label: /^File name/ })
await page.goto(edit)
await measure('search among the rules, while editing', search)
await measure('the same, slowly', { ...search, hand: 'slow' })
await page.goto(policy)
await measure('search among the rules, on the policy page', search)
await measure('the same, slowly', { ...search, hand: 'slow' })
await page.goto('/epm/policies/new/elevation-rules')
await measure('name field of the wizard', { label: /^Name/ })

await browser.close()
await service.stop()
data.remove()

say()
say(
  missed.length === 0
    ? `Every field is within ${budget} ms.`
    : `Over ${budget} ms: ${missed.join('; ')}.`,
)
const [load = 0] = loadavg()
if (load > cpus().length)
  say(
    `The load average is ${load.toFixed(1)} on ${cpus().length} cores: trust no time of this run.`,
  )
