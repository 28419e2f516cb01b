import type { Page, Request } from '@playwright/test'

import { expect } from './fixtures.ts'

/**
 * From now on the calls of a page are counted; what it gives waits until all are answered and drawn. The stream of notices, which
 * never ends, is none of them.
 */
export const countCalls = (page: Page) => {
  const open = new Set<Request>()
  page.on('request', (request) => {
    if (request.resourceType() !== 'eventsource' && request.url().includes('/beta/'))
      open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return async () => {
    await expect.poll(() => [...open].map((request) => request.url())).toEqual([])
    // What an answer changes is drawn in the next frames.
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    )
  }
}
