import { now } from './clock.ts'

const key = 'active-at'
/** Other tabs of this browser are told at most this often. */
const tellEvery = 10_000

let last = now()
let told = 0

const note = () => {
  last = now()
  if (last - told < tellEvery) return
  told = last
  try {
    localStorage.setItem(key, String(last))
  } catch {
    // Without storage each tab goes by itself.
  }
}
for (const name of ['pointerdown', 'keydown', 'wheel', 'touchmove'])
  // Absent where specs of the client run without a page.
  globalThis.addEventListener?.(name, note, { capture: true, passive: true })

const elsewhere = () => {
  try {
    return Number(localStorage.getItem(key) ?? 0)
  } catch {
    return 0
  }
}

/** When somebody last touched this console in this browser, in milliseconds. */
export const lastActivity = () => Math.max(last, Math.min(elsewhere(), now()))

/** Whole seconds since then. */
export const idleSeconds = () => Math.max(0, Math.floor((now() - lastActivity()) / 1000))
