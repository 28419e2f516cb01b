import { type Line, ruleInWords } from '../rules/in-words.ts'
import type { RuleModel } from '../rules/rule-model.ts'
import { unknownPartsOfRule } from './unknown-parts.ts'

/** One field in the words of the form. All three texts may hold what others wrote: show them as foreign text. */
export type Change = { label: string; before: string; after: string }

/** `name` is the rule's name before; a new name is a change of the label "Rule name". */
export type RuleDifference =
  | { kind: 'added' | 'removed'; name: string; lines: Line[] }
  | { kind: 'changed'; name: string; changes: Change[]; unknownChanged: boolean }

export type RulesDifference = {
  rules: RuleDifference[]
  /** Rules of both versions stand in another order, which changes nothing on devices. */
  reordered: boolean
}

type NameOf = (id: string) => string | undefined

/** Rules matched by name; of several with one name the first with the first. A rule that only got a new name is found. */
export const rulesDifference = (
  before: readonly RuleModel[],
  after: readonly RuleModel[],
  reusableSettingName: NameOf = () => undefined,
): RulesDifference => {
  const pairs = matched(before, after)
  const olds = new Set(pairs.map(({ old }) => old))
  const news = new Map(pairs.map(({ old, now }) => [now, old]))
  const only = (kind: 'added' | 'removed', rule: RuleModel): RuleDifference => ({
    kind,
    name: rule.name,
    lines: ruleInWords(rule, reusableSettingName).lines,
  })
  const changed = after.flatMap((now, index): RuleDifference[] => {
    const old = news.get(index)
    const was = old === undefined ? undefined : before[old]
    if (!was) return [only('added', now)]
    const changes = ruleChanges(was, now, reusableSettingName)
    const unknownChanged = unknownOf(was) !== unknownOf(now)
    return changes.length > 0 || unknownChanged
      ? [{ kind: 'changed', name: was.name, changes, unknownChanged }]
      : []
  })
  const removed = before.filter((_, index) => !olds.has(index)).map((rule) => only('removed', rule))
  const order = pairs.toSorted((one, other) => one.now - other.now).map(({ old }) => old)
  const reordered = order.some((old, index) => index > 0 && old < (order[index - 1] ?? 0))
  return { rules: [...changed, ...removed], reordered }
}

const unknownOf = ({ original }: RuleModel): string =>
  original === null ? '' : unknownPartsOfRule(original)

type Pair = { old: number; now: number }

const matched = (before: readonly RuleModel[], after: readonly RuleModel[]): Pair[] => {
  const byName = pairUp(before, after, ({ name }) => name, new Set(), new Set())
  const olds = new Set(byName.map(({ old }) => old))
  const news = new Set(byName.map(({ now }) => now))
  const withoutName = (rule: RuleModel): string =>
    JSON.stringify({ ...rule, name: '', original: null })
  return [...byName, ...pairUp(before, after, withoutName, olds, news)]
}

const pairUp = (
  before: readonly RuleModel[],
  after: readonly RuleModel[],
  keyOf: (rule: RuleModel) => string,
  olds: ReadonlySet<number>,
  news: ReadonlySet<number>,
): Pair[] => {
  const waiting = new Map<string, number[]>()
  for (const [index, rule] of before.entries()) {
    if (olds.has(index)) continue
    const key = keyOf(rule)
    const list = waiting.get(key)
    if (list) list.push(index)
    else waiting.set(key, [index])
  }
  return after.flatMap((rule, now) => {
    const old = news.has(now) ? undefined : waiting.get(keyOf(rule))?.shift()
    return old === undefined ? [] : [{ old, now }]
  })
}

/** Every field that differs, in the order of the rule editor. */
const ruleChanges = (was: RuleModel, now: RuleModel, nameOf: NameOf): Change[] => {
  const changes = lineChanges(ruleInWords(was, nameOf).lines, ruleInWords(now, nameOf).lines)
  const found = [...changes, ...certificateChange(was, now, changes)]
  const order = ({ validation, ...rest }: RuleModel) => ({
    ...rest,
    original: null,
    validation: validation.toSorted(),
  })
  return found.length > 0 ? found : rawChanges(order(was), order(now))
}

/** Members that differ although their words are the same, such as no text and the text "Not configured". */
export const rawChanges = (was: object, now: object): Change[] => {
  const old = new Map(Object.entries(was))
  return Object.entries(now).flatMap(([key, value]) => {
    const before = JSON.stringify(old.get(key) ?? null)
    const after = JSON.stringify(value ?? null)
    return before === after ? [] : [{ label: key, before, after }]
  })
}

/** Two certificates look the same in words: another upload, or another reusable setting of the same name. */
const certificateChange = (
  { signatureSource: was }: RuleModel,
  { signatureSource: now }: RuleModel,
  changes: readonly Change[],
): Change[] => {
  if (was.kind === 'uploadedCertificate' && now.kind === 'uploadedCertificate') {
    return was.certificate === now.certificate ||
      changes.some(({ label }) => label === 'File upload')
      ? []
      : [{ label: 'File upload', before: 'A certificate', after: 'Another certificate' }]
  }
  if (was.kind === 'reusableSetting' && now.kind === 'reusableSetting') {
    return was.settingId === now.settingId || changes.some(({ label }) => label === 'Certificate')
      ? []
      : [{ label: 'Certificate', before: was.settingId, after: now.settingId }]
  }
  return []
}

/** Lines of two versions side by side; several lines of one label are one value. A missing line is ''. */
export const lineChanges = (before: readonly Line[], after: readonly Line[]): Change[] => {
  const was = grouped(before)
  const now = grouped(after)
  return [...new Set([...now.keys(), ...was.keys()])].flatMap((label) => {
    const one = was.get(label) ?? []
    const other = now.get(label) ?? []
    return JSON.stringify(one) === JSON.stringify(other)
      ? []
      : [{ label, before: one.join('\n'), after: other.join('\n') }]
  })
}

const grouped = (lines: readonly Line[]): Map<string, string[]> => {
  const found = new Map<string, string[]>()
  for (const { label, value } of lines) {
    const list = found.get(label)
    if (list) list.push(value)
    else found.set(label, [value])
  }
  return found
}
