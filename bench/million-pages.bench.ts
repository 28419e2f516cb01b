import { cpus, loadavg } from 'node:os'

import { openBrowser } from './browser.ts'
import { figure, say, spread, spreadOf, wholeOption } from './figures.ts'
import { seedFleet } from './fleet-data.ts'
import { typing } from './keystrokes.ts'
import { memoryOf } from './processes.ts'
import { scrolling } from './scrolling.ts'
import { startService } from './service.ts'

/**
 * The overview and every report in Chromium on all elevations of a fleet, with the service that holds them: when the first row is
 * painted, frames while scrolling, key stroke to paint in the search, and an export of everything with the memory of page and
 * server.
 */
const count = wholeOption('elevations', 1_000_000)
const strokes = wholeOption('strokes', 40)
const openings = wholeOption('openings', 5)
const slowDown = wholeOption('slow-down', 4)
const typingBudget = 50
const frameBudget = 16.7
const mostRows = 200

const data = await seedFleet(count)
const service = await startService(data)
const browser = await openBrowser(service.url, data.tokens.first)
const { page } = browser
const missed: string[] = []
const load = () => loadavg()[0]?.toFixed(1) ?? ''

type Milestones = { painted: number; filled: number }

/** From the start of the navigation to the browser's first paint, and to the frame that shows what `filled` selects. */
const opening = async (path: string, filled: string): Promise<Milestones> => {
  await page.goto(path, { waitUntil: 'commit' })
  return page.evaluate(
    (selector) =>
      new Promise<Milestones>((resolve) => {
        const look = () => {
          if (document.querySelector(selector) === null) return requestAnimationFrame(look)
          return setTimeout(() => {
            const filled = performance.now()
            const told = () => {
              const [paint] = performance.getEntriesByName('first-contentful-paint')
              // The browser tells of it a little later than it happens.
              if (paint === undefined) return setTimeout(told, 20)
              return resolve({ painted: paint.startTime, filled })
            }
            told()
          })
        }
        look()
      }),
    filled,
  )
}

const firstRow = '[role=table] a[data-row-link], [role=grid] a[data-row-link]'
const reports = [
  { name: 'Overview', path: '/epm/overview', filled: 'figure table tbody tr' },
  { name: 'Elevation report', path: '/epm/reports/elevations', search: 'Search elevations' },
  { name: 'Managed elevations report', path: '/epm/reports/managed', search: 'Search elevations' },
  {
    name: 'Elevation report by applications',
    path: '/epm/reports/applications',
    search: 'Search applications',
  },
  {
    name: 'Elevation report by publisher',
    path: '/epm/reports/publishers',
    search: 'Search publishers',
  },
  { name: 'Elevation report by user', path: '/epm/reports/users', search: 'Search users' },
]

for (const { name, path, filled = firstRow, search } of reports) {
  say(`${name} (load ${load()})`)
  const seen: Milestones[] = []
  for (let time = 0; time < openings; time += 1) seen.push(await opening(path, filled))
  spread('  first paint of the page', spreadOf(seen.map(({ painted }) => painted)))
  spread('  first row of data painted', spreadOf(seen.map((each) => each.filled)))
  if (search === undefined) continue
  const table = page.getByRole('table', { name })
  const before = await browser.worked()
  const { frames, most } = await scrolling(table)
  const work = (await browser.worked()) - before
  const found = spreadOf(frames)
  spread('  scrolling, 300 frames', found)
  figure('  frames within 16.7 ms, %', share(frames, frameBudget + 0.2))
  figure('  work of the page a frame, ms', work / frames.length)
  figure('  most rows in the document', most)
  if (share(frames, frameBudget + 0.2) < 95) missed.push(`frames of ${name}`)
  if (most >= mostRows) missed.push(`rows of ${name} in the document`)
  await browser.slowDown(slowDown)
  const { painted } = await typing(
    page,
    page.getByRole('searchbox', { name: search }),
    strokes,
    262,
  )
  await browser.slowDown(1)
  const typed = spreadOf(painted)
  spread(`  search, key stroke to paint, ${slowDown} times slower`, typed)
  if (typed.p95 > typingBudget) missed.push(`search in ${name}`)
}

/** So many per cent are at most so long; the clock of frames is exact to a fifth of a millisecond. */
function share(frames: readonly number[], most: number): number {
  return (100 * frames.filter((ms) => ms <= most).length) / frames.length
}

/** Writes into a file of the browser's own, as into one that a person chose; or collects a download, as browsers without that do. */
const exporting = async (way: 'a chosen file' | 'a download') => {
  await page.goto('/epm/reports/elevations')
  await page.getByText(/^[\d,]+ elevations$/).waitFor()
  await page.evaluate((chosen) => {
    if (!chosen) return void Reflect.deleteProperty(window, 'showSaveFilePicker')
    Object.assign(window, {
      showSaveFilePicker: async () =>
        (await navigator.storage.getDirectory()).getFileHandle('all.csv', { create: true }),
    })
  }, way === 'a chosen file')
  const before = { ...(await browser.memory()), server: memoryOf(service.child.pid) }
  const most = { ...before }
  const began = performance.now()
  await page.getByRole('button', { name: 'Export CSV' }).click()
  let done = false
  const ended = page
    .getByText(`${count.toLocaleString('en')} elevations`, { exact: true })
    .nth(1)
    .waitFor({ timeout: 30 * 60_000 })
    .finally(() => (done = true))
  while (!done) {
    const now = await browser.memory()
    most.scripts = Math.max(most.scripts, now.scripts)
    most.process = Math.max(most.process, now.process)
    most.server = Math.max(most.server, memoryOf(service.child.pid))
    await new Promise((resume) => setTimeout(resume, 250))
  }
  await ended
  say(`Export of ${count.toLocaleString('en')} rows into ${way} (load ${load()})`)
  figure('  seconds', (performance.now() - began) / 1000)
  figure('  scripts of the page before, MB', Math.round(before.scripts))
  figure('  scripts of the page at most, MB', Math.round(most.scripts))
  figure('  process of the page before, MB', Math.round(before.process))
  figure('  process of the page at most, MB', Math.round(most.process))
  figure('  server before, MB', Math.round(before.server))
  figure('  server at most, MB', Math.round(most.server))
}
await exporting('a chosen file')
await exporting('a download')

await browser.close()
await service.stop()
data.remove()

say()
say(missed.length === 0 ? `Everything is within its bounds.` : `Over: ${missed.join('; ')}.`)
if (Number(load()) > cpus().length)
  say(`The load average is ${load()} on ${cpus().length} cores: trust no time of this run.`)
