import type { Locator } from '@playwright/test'

/** Scrolls a table by three rows a frame; milliseconds of 300 frames, and the most rows that were in the document. */
export const scrolling = (table: Locator): Promise<{ frames: number[]; most: number }> =>
  table.evaluate(
    (element) =>
      new Promise<{ frames: number[]; most: number }>((resolve) => {
        const frames: number[] = []
        let most = 0
        let last = performance.now()
        const step = () => {
          const now = performance.now()
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
