import { dayAfter, utcDay } from '#src/ui/charts/utc-days.ts'

/** The UTC days that the last 48 hours touch: lists can be narrowed to whole days only. `now` in ms. */
export const lastTwoDays = (now: number) => {
  const to = utcDay(now)
  return { from: dayAfter(to, -2), to }
}
