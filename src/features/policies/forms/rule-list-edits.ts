import { newRule, type RuleModel } from '#domain/rules/rule-model.ts'
import { mostRules, validateRules, type RuleIssue } from '#domain/rules/validate.ts'

type Rules = readonly RuleModel[]

/** A rule as Add makes it: User confirmed, and a certificate out of the reusable settings (epm-behaviour 3.4, 4.1). */
export const blankRule = (): RuleModel => ({
  ...newRule(),
  signatureSource: { kind: 'reusableSetting', settingId: '', certificateType: null },
})

/** Is the rule as Add made it, without one value of its own? */
export const isBlank = (rule: RuleModel): boolean =>
  JSON.stringify(rule) === JSON.stringify(blankRule())

/** Errors of each rule, and of the list as a whole. No error anywhere: the list may be saved. */
export const ruleListErrors = (rules: Rules): { list: string[]; byRule: RuleIssue[][] } => {
  const byRule = rules.map((): RuleIssue[] => [])
  const list: string[] = []
  for (const { index, issue } of validateRules(rules)) {
    if (issue.kind !== 'error') continue
    if (index === null) list.push(issue.message)
    else byRule[index]?.push(issue)
  }
  return { list, byRule }
}

/** The same in one sentence; undefined when the rules may be saved. */
export const ruleListError = (rules: Rules): string | undefined => {
  const { list, byRule } = ruleListErrors(rules)
  if (list[0] !== undefined) return list[0]
  const open = byRule.filter((errors) => errors.length > 0).length
  if (open === 0) return undefined
  return open === 1 ? 'One rule is not complete.' : `${open} rules are not complete.`
}

export const canAdd = (rules: Rules) => rules.length < mostRules

/** A name of this policy that is still free: "Setup (copy)", "Setup (copy 2)". */
const copyName = (name: string, rules: Rules): string => {
  const taken = new Set(rules.map((rule) => rule.name.trim().toLowerCase()))
  const base = `${name} (copy`
  let next = `${base})`
  for (let number = 2; taken.has(next.trim().toLowerCase()); number += 1)
    next = `${base} ${number})`
  return next
}

/** The rule at `place` once more, right behind it. Everything in it is copied, unknown parts too. */
export const withCopy = (rules: Rules, place: number): RuleModel[] => {
  const rule = rules[place]
  if (rule === undefined) return [...rules]
  const name = rule.name === '' ? '' : copyName(rule.name, rules)
  return rules.toSpliced(place + 1, 0, { ...rule, name })
}

/** Order has no meaning for devices: it only helps reading. */
export const withMoved = (rules: Rules, place: number, by: -1 | 1): RuleModel[] => {
  const rule = rules[place]
  const target = place + by
  if (rule === undefined || target < 0 || target >= rules.length) return [...rules]
  return rules.toSpliced(place, 1).toSpliced(target, 0, rule)
}
