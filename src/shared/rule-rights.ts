import type { ResourceAction } from '#contract/rights.ts'
import { rightText, type Rights } from '#src/api/rights.ts'

/** May somebody do a thing, and if not, why not. */
export type Flag = { allowed: true } | { allowed: false; reason: string; roles?: readonly string[] }

export const allowed: Flag = { allowed: true }
export const refused = (reason: string): Flag => ({ allowed: false, reason })

/** The reason to show beside a command that may not be used; undefined when it may. */
export const reasonOf = (flag: Flag) => (flag.allowed ? undefined : flag.reason)

/** For the place where there is room: the reason, and the built-in roles that have the missing right. */
export const reasonWithRoles = (flag: Flag): string | undefined => {
  if (flag.allowed) return undefined
  return flag.roles === undefined || flag.roles.length === 0
    ? flag.reason
    : `${flag.reason} Built-in roles that have it: ${flag.roles.join(', ')}.`
}

export const withRight = (rights: Rights, action: ResourceAction): Flag => {
  if (rights.can(action)) return allowed
  const { right, roles } = rightText(action)
  return { allowed: false, reason: `You need the right “${right}”.`, roles }
}

export type RuleFlags = {
  /** Open the pane at all: at least one of the two ways is allowed. */
  createRule: Flag
  createRuleInNewPolicy: Flag
  createRuleInExistingPolicy: Flag
}

/** Which of the two ways to a new rule a person has. `never` is a reason that holds for both, null when there is none. */
export const ruleFlags = (rights: Rights, never: string | null): RuleFlags => {
  const own = never === null ? null : refused(never)
  const inNew = own ?? withRight(rights, 'Microsoft.Intune_EpmPolicy_Create')
  const inExisting = own ?? addToExisting(rights)
  return {
    createRule: inNew.allowed || inExisting.allowed ? allowed : inNew,
    createRuleInNewPolicy: inNew,
    createRuleInExistingPolicy: inExisting,
  }
}

/** A policy is changed by reading the whole of it and writing it back. */
const addToExisting = (rights: Rights): Flag => {
  const update = withRight(rights, 'Microsoft.Intune_EpmPolicy_Update')
  return update.allowed ? withRight(rights, 'Microsoft.Intune_EpmPolicy_Read') : update
}
