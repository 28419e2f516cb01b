import type { Locator } from '@playwright/test'

/**
 * Scrolls a table by three rows a frame; milliseconds from frame to frame as the browser stamps them, 300 times, and the most rows
 * that were in the document. A frame that comes too late is a second one of 16.7 ms or more.
 */
export const scrolling = (table: Locator): Promise<{ frames: number[]; most: number }> =>
  table.evaluate(
    (element) =>
      new Promise<{ frames: number[]; most: number }>((resolve) => {
        const frames: number[] = []
        let most = 0
        let last = performance.now()
        const step = (now: number) => {
          frames.push(now - last)
          last = now
          most = Math.max(most, element.querySelectorAll('[role=row]').length)
          element.scrollTop += 120
          if (frames.length < 300) requestAnimationFrame(step)
          else resolve({ frames: frames.slice(1), most })
        }
        requestAnimationFrame(step)
      }),
  )
