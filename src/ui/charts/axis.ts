export type CountAxis = {
  /** The value at the upper end, never under the largest count. */
  top: number
  /** From 0 to `top`, evenly spaced whole numbers. */
  ticks: readonly number[]
}

const steps = [1, 2, 5]

/** An axis of counts: it begins at 0, its marks are whole and round, and there are at most `marks` above 0. */
export const countAxis = (largest: number, marks = 5): CountAxis => {
  const wanted = Math.max(1, Math.ceil(largest)) / marks
  const power = 10 ** Math.max(0, Math.floor(Math.log10(wanted)))
  const step = steps.map((each) => each * power).find((each) => each >= wanted) ?? 10 * power
  const top = Math.max(step, Math.ceil(largest / step) * step)
  return { top, ticks: Array.from({ length: Math.round(top / step) + 1 }, (_, at) => at * step) }
}

/** Which of so many places carry a label when every label needs `room` px: the last one always does. */
export const labelled = (count: number, spacing: number, room: number): readonly number[] => {
  const every = Math.max(1, Math.ceil(room / Math.max(spacing, 1)))
  return Array.from({ length: count }, (_, at) => at).filter((at) => (count - 1 - at) % every === 0)
}
