import { chromium, type Page } from '@playwright/test'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { memoryOf } from './processes.ts'

const names = ['chromium-headless-shell', 'chromium', 'google-chrome', 'chromium-browser']

const findChromium = (): string => {
  const named = process.env['CHROMIUM_PATH']
  if (named) return named
  for (const name of names)
    for (const folder of (process.env['PATH'] ?? '').split(delimiter))
      if (folder && existsSync(join(folder, name))) return join(folder, name)
  throw new Error('No Chromium found. Set CHROMIUM_PATH.')
}

export type Opened = {
  page: Page
  /** Makes the page's processor so many times slower; 1 is as it is. */
  slowDown: (rate: number) => Promise<unknown>
  /** Memory of the page in MB: what its scripts hold, and all that its process has. */
  memory: () => Promise<{ scripts: number; process: number }>
  /** Milliseconds that the page's own thread has worked; what else the machine does hardly changes them. */
  worked: () => Promise<number>
  close: () => Promise<void>
}

/** A page whose every call carries this token. */
export const openBrowser = async (url: string, token: string): Promise<Opened> => {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1366, height: 860 },
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  })
  // What tsx calls in every function that it compiled with a name.
  await context.addInitScript({ content: 'globalThis.__name = (named) => named' })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  // Until somebody has been there, the service may still compile what it answers with.
  await page.goto('/epm/policies')
  await page.getByRole('heading', { level: 1, name: 'Policies' }).waitFor()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const metric = async (name: string) => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find((each) => each.name === name)?.value ?? Number.NaN
  }
  const ofBrowser = await browser.newBrowserCDPSession()
  return {
    page,
    memory: async () => {
      const { processInfo } = await ofBrowser.send('SystemInfo.getProcessInfo')
      const pages = processInfo.filter(({ type }) => type === 'renderer')
      return {
        scripts: (await metric('JSHeapUsedSize')) / 1e6,
        process: Math.max(...pages.map(({ id }) => memoryOf(id))),
      }
    },
    slowDown: (rate) => session.send('Emulation.setCPUThrottlingRate', { rate }),
    worked: async () => 1000 * (await metric('TaskDuration')),
    close: () => browser.close(),
  }
}
