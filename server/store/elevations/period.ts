import { allOf, conjuncts, type Condition } from './condition.ts'
import { dayMs } from './schema.ts'

/** Milliseconds since 1970: from `from` on and before `to`. */
export type Period = { from: number; to: number }

export const always: Period = { from: -Infinity, to: Infinity }
export const within = (one: Period, other: Period): Period => ({
  from: Math.max(one.from, other.from),
  to: Math.min(one.to, other.to),
})

const periodOf = (condition: Condition): Period | null => {
  if (condition.op !== 'compare' || condition.column !== 'event_ms') return null
  const { comparison, value } = condition
  switch (comparison) {
    case '>':
      return { from: value + 1, to: Infinity }
    case '>=':
      return { from: value, to: Infinity }
    case '<':
      return { from: -Infinity, to: value }
    case '<=':
      return { from: -Infinity, to: value + 1 }
    case '=':
      return { from: value, to: value + 1 }
    case '<>':
      return null
  }
}

/** Splits off the bounds in time that hold for every event; what is left says the rest. */
export const splitPeriod = (condition: Condition): { period: Period; rest: Condition } => {
  let period = always
  const rest: Condition[] = []
  for (const part of conjuncts(condition)) {
    const its = periodOf(part)
    if (its) period = within(period, its)
    else rest.push(part)
  }
  return { period, rest: allOf(rest) }
}

/** The whole UTC days inside a period, as days since 1970; `to` is not inside. */
export const wholeDays = ({ from, to }: Period): Period => ({
  from: Math.ceil(from / dayMs),
  to: Math.floor(to / dayMs),
})

export const periodCondition = ({ from, to }: Period): Condition =>
  allOf([
    ...(from === -Infinity
      ? []
      : [{ op: 'compare', column: 'event_ms', comparison: '>=', value: from } as const]),
    ...(to === Infinity
      ? []
      : [{ op: 'compare', column: 'event_ms', comparison: '<', value: to } as const]),
  ])
