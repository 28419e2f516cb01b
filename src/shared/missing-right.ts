import type { ResourceAction } from '#contract/rights.ts'
import { rightText, type Rights } from '#src/api/rights.ts'

/** Why this person may not do it, or undefined. The service decides; this only says so beforehand. */
export const missingRight = (rights: Rights, action: ResourceAction): string | undefined =>
  rights.can(action) ? undefined : `Your roles lack ${rightText(action).right}.`

/** The same for what either of two rights opens. */
export const missingBoth = (
  rights: Rights,
  one: ResourceAction,
  other: ResourceAction,
): string | undefined =>
  rights.can(one) || rights.can(other)
    ? undefined
    : `Your roles lack ${rightText(one).right}, and ${rightText(other).right}; one of them is enough.`
