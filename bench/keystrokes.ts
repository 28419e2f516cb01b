import type { Locator, Page } from '@playwright/test'

export type Strokes = {
  /** Milliseconds from the key going down, as the browser stamped it, to the frame that shows it. */
  painted: number[]
  /** The longest event of each stroke as Event Timing has it, in steps of 8 ms; 16 for what it does not report. */
  events: number[]
}

type Probe = { painted: number[]; events: Record<string, number>; stop: () => void }

const sentence = 'Contoso printer driver for the front desk '

/** Types into a field, one key every `pause` ms, and measures in the page. */
export const typing = async (
  page: Page,
  field: Locator,
  count: number,
  pause: number,
): Promise<Strokes> => {
  await field.click()
  await page.keyboard.press('End')
  await page.evaluate(() => {
    const probe: Probe = { painted: [], events: {}, stop: () => undefined }
    const observer = new PerformanceObserver((entries) => {
      for (const entry of entries.getEntries()) {
        const { interactionId = 0, duration } = entry as PerformanceEntry & {
          interactionId?: number
        }
        if (interactionId === 0) continue
        probe.events[interactionId] = Math.max(probe.events[interactionId] ?? 0, duration)
      }
    })
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
    const down = ({ timeStamp, key }: KeyboardEvent) => {
      if (key.length !== 1) return
      // The first task after the frame's callbacks: what the stroke changed is drawn.
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.addEventListener('message', () => {
          probe.painted.push(performance.now() - timeStamp)
          channel.port1.close()
        })
        channel.port1.start()
        channel.port2.postMessage(null)
      })
    }
    addEventListener('keydown', down, true)
    probe.stop = () => {
      observer.disconnect()
      removeEventListener('keydown', down, true)
    }
    Object.assign(window, { probe })
  })
  const text = sentence.repeat(Math.ceil(count / sentence.length)).slice(0, count)
  await page.keyboard.type(text, { delay: pause })
  await page.waitForFunction(
    (wanted) => (window as unknown as { probe: Probe }).probe.painted.length >= wanted,
    count,
  )
  const { painted, events } = await page.evaluate(() => {
    const { probe } = window as unknown as { probe: Probe }
    probe.stop()
    return { painted: probe.painted, events: Object.values(probe.events) }
  })
  return {
    painted,
    events: [...events, ...Array<number>(Math.max(0, count - events.length)).fill(16)],
  }
}
