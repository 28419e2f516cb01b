import type { Page } from '@playwright/test'

import type { Person } from './people.ts'

/** One picture: where, as whom, and what to do there first. */
export type Shot = {
  name: string
  path: string
  person?: Person
  prepare?: (page: Page) => Promise<unknown>
  /** The state is one that does not come to rest, such as loading. */
  unsettled?: boolean
}

/** Waits until nothing is asked for any more; what goes on for ever is pictured as it is. */
export const settled = (page: Page) =>
  page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined)

const widest = { height: 3_600 }

/** Makes the window as high as what scrolls in it, so that a picture holds all of a page. */
export const unrolled = async (page: Page, take: () => Promise<unknown>) => {
  const before = page.viewportSize()
  if (before === null) return take()
  const hidden = await page.evaluate(() =>
    Math.max(
      0,
      ...[...document.querySelectorAll('*')]
        .filter(
          (each) =>
            each.tagName !== 'TEXTAREA' && /auto|scroll/.test(getComputedStyle(each).overflowY),
        )
        .map((each) => each.scrollHeight - each.clientHeight),
    ),
  )
  const height = Math.min(before.height + hidden, widest.height)
  await page.setViewportSize({ width: before.width, height })
  await take()
  return page.setViewportSize(before)
}

/** What a picture shows only to a sharp eye: text that runs out of the window, and more type sizes than three. */
export const faults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const width = document.documentElement.clientWidth
    const sizes = new Map<string, string>()
    for (const each of document.querySelectorAll<HTMLElement>('main *, [role=dialog] *')) {
      const text = [...each.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent?.trim() ?? '')
        .join('')
      const box = each.getBoundingClientRect()
      if (text === '' || box.width < 2 || box.height < 2) continue
      const style = getComputedStyle(each)
      if (style.visibility === 'hidden' || style.clipPath !== 'none') continue
      sizes.set(style.fontSize, sizes.get(style.fontSize) ?? text.slice(0, 24))
      // What is cut with dots ends where the box round it ends.
      let right = box.right
      for (let round = each.parentElement; round !== null; round = round.parentElement)
        if (/hidden|clip/.test(getComputedStyle(round).overflowX))
          right = Math.min(right, round.getBoundingClientRect().right)
      if (right > width + 1) found.push(`runs out of the window: ${text.slice(0, 40)}`)
    }
    for (const each of document.querySelectorAll('html, main, [role=dialog]'))
      if (each.scrollWidth > each.clientWidth + 1)
        found.push(`scrolls sideways: ${each.tagName.toLowerCase()}`)
    if (sizes.size > 3)
      found.push(
        `${sizes.size} type sizes: ${[...sizes].map(([size, text]) => `${size} “${text}”`).join(', ')}`,
      )
    return found
  })
