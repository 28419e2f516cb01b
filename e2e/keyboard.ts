import type { CDPSession, Locator, Page } from '@playwright/test'

import { expect, signIn } from './fixtures.ts'
import { displayNameOf, type Person } from './people.ts'

/** More stops than any page here has: a focus that never comes is lost or caught somewhere. */
const mostStops = 120

type Stop = { here: boolean; gone: boolean; lost: boolean; marked: boolean; name: string }

declare global {
  interface Window {
    epmWanted: Element
  }
}

/**
 * Where the focus stands; runs in the page. `marked`: the element, or what draws its frame (Fluent draws the frames of
 * boxes and fields around them), carries a ring, a shadow or a line that is there because of the focus.
 */
const stopNow = (): Stop => {
  const focused = document.activeElement ?? document.body
  const outlined = (style: CSSStyleDeclaration) =>
    style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1
  const framed = (element: Element | null | undefined) => {
    if (!element) return false
    if (outlined(getComputedStyle(element))) return true
    const after = getComputedStyle(element, '::after')
    const widths = [after.borderTopWidth, after.borderBottomWidth].map(Number.parseFloat)
    return (
      after.content !== 'none' &&
      (outlined(after) || after.boxShadow !== 'none' || Math.max(...widths) >= 2) &&
      // The line under a field grows in from nothing.
      !after.transform.startsWith('matrix(0')
    )
  }
  const around = [focused, focused.parentElement, focused.parentElement?.parentElement]
  return {
    here: focused === window.epmWanted,
    gone: !window.epmWanted.isConnected,
    lost: focused === document.body,
    marked:
      focused.matches(':focus-visible') &&
      (getComputedStyle(focused).boxShadow !== 'none' || around.some(framed)),
    name: `${focused.tagName} ${focused.getAttribute('aria-label') ?? focused.textContent.slice(0, 40)}`,
  }
}

const lookAt = async (session: CDPSession): Promise<Stop> => {
  const expression = `(${stopNow.toString()})()`
  const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true })
  return result.value as Stop
}

const pressTab = async (session: CDPSession, back: boolean) => {
  const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9, modifiers: back ? 8 : 0 }
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
}

const sessions = new WeakMap<Page, Promise<CDPSession>>()
/** Straight to the browser: the trace would take a picture of the page for every stop on the way. */
const sessionOf = (page: Page): Promise<CDPSession> => {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  return session
}

const want = (target: Locator) =>
  target.evaluate((element) => {
    window.epmWanted = element
  })

type Way = {
  back?: boolean
  /** Only the first keys of a visit find no focus anywhere. */
  first?: boolean
}

/**
 * Tab (or Shift+Tab) until this has the focus. Every stop on the way must show where one is, and what was done before
 * must not have lost the focus.
 */
export const tabTo = async (target: Locator, { back = false, first = false }: Way = {}) => {
  await expect(target).toBeVisible()
  const session = await sessionOf(target.page())
  await want(target)
  const holds = (what: 'lost' | 'marked', is: boolean, message: string) =>
    expect
      .poll(async () => (await lookAt(session))[what], { message, intervals: [20, 50] })
      .toBe(is)
  const passed: string[] = []
  // One stop after the other is what this is about.
  while (passed.length <= mostStops) {
    const stop = await lookAt(session)
    if (stop.gone) await want(target)
    if (passed.length === 0 && stop.lost && !first)
      await holds('lost', false, 'what was done last left the focus somewhere')
    if (passed.length > 0 && !stop.lost && !stop.marked)
      await holds('marked', true, `something shows that the focus stands on ${stop.name}`)
    if (stop.here) return
    passed.push(stop.name)
    await pressTab(session, back)
  }
  throw new Error(`The focus never came to ${String(target)}. It went over:\n${passed.join('\n')}`)
}

/** What a person without a mouse does, on one page. Nothing here clicks, hovers, fills or sets a focus. */
export const keyboardOf = (page: Page) => {
  const { keyboard } = page
  const button = (name: string, within: Page | Locator = page) =>
    within.getByRole('button', { name, exact: true })
  const press = async (target: Locator, key = 'Enter', way?: Way) => {
    await tabTo(target, way)
    await keyboard.press(key)
  }
  /** Arrows down until it holds; a choice is read back after each. */
  const arrowsUntil = async (chosen: () => Promise<boolean>, most: number) => {
    for (let presses = 0; presses <= most; presses += 1) {
      if (await chosen()) return
      await keyboard.press('ArrowDown')
    }
    throw new Error('No arrow leads to this choice.')
  }
  return {
    keyboard,
    button,
    press,
    pressButton: (name: string, within?: Page | Locator) => press(button(name, within)),
    /** Replaces what the field holds. */
    type: async (field: Locator, text: string) => {
      await tabTo(field)
      await keyboard.press('ControlOrMeta+a')
      if (text === '') await keyboard.press('Delete')
      else await keyboard.insertText(text)
      await expect(field).toHaveValue(text)
    },
    check: async (box: Locator) => {
      await press(box, 'Space')
      await expect(box).toBeChecked()
    },
    /** In a closed list. */
    choose: async (list: Locator, label: string) => {
      await tabTo(list)
      await keyboard.press('Home')
      const options = await list.getByRole('option').allTextContents()
      await arrowsUntil(
        async () => (await list.locator('option:checked').textContent()) === label,
        options.length,
      )
    },
    /** In a menu that is open. */
    arrowsTo: (item: Locator) =>
      arrowsUntil(() => item.evaluate((element) => element === document.activeElement), 12),
    /** In a group of radio buttons, from the one that is chosen. */
    chooseRadio: async (group: Locator, name: RegExp) => {
      await tabTo(group.locator('input:checked'))
      await arrowsUntil(() => group.getByRole('radio', { name }).isChecked(), 8)
    },
    /** A button that opens the system's own dialog for files. */
    chooseFile: async (
      target: Locator,
      file: { name: string; mimeType: string; buffer: Buffer },
    ) => {
      const opened = page.waitForEvent('filechooser')
      await press(target)
      await (await opened).setFiles(file)
    },
    signIn: async (person: Person) => {
      const self = page.getByRole('button', { name: new RegExp(`^${displayNameOf(person)} `) })
      const microsoft = button('Sign in with Microsoft')
      await expect(self.or(microsoft)).toBeVisible()
      if (await microsoft.isVisible()) {
        // The provider's own page is not what is tested; the document that comes back has the focus nowhere yet.
        await signIn(page, person)
        return keyboard.press('Tab')
      }
      await press(self, 'Enter', { first: true })
      await expect(page.getByText('Choose who to be', { exact: true })).toHaveCount(0)
    },
  }
}
