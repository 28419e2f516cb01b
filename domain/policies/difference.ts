import type { AssignmentTarget } from '#contract/policies.ts'
import type { Setting } from '#contract/settings.ts'

import { readElevationSettings } from '../rules/elevation-settings.ts'
import { elevationSettingsInWords } from '../rules/in-words.ts'
import { readRules } from '../rules/read-rules.ts'
import {
  type Change,
  lineChanges,
  rawChanges,
  type RuleDifference,
  rulesDifference,
} from './rule-difference.ts'
import { unknownPartsOf } from './unknown-parts.ts'

/** One version of a policy; a member that a version does not tell (undefined) is not compared. */
export type PolicyVersion = {
  name?: string | null | undefined
  description?: string | null | undefined
  platforms?: string | undefined
  technologies?: string | undefined
  templateReference?: { templateId: string } | undefined
  roleScopeTagIds?: readonly string[] | undefined
  settings?: readonly Setting[] | undefined
  assignments?: readonly { target: AssignmentTarget }[] | undefined
}

export type PolicyDifference = {
  /** Name, description, scope tags and what makes the policy the kind it is. */
  header: Change[]
  /** Of an elevation settings policy. */
  settings: Change[]
  rules: RuleDifference[]
  reordered: boolean
  assignments: { added: AssignmentTarget[]; removed: AssignmentTarget[] }
  /** Parts that this console does not know, outside of the rules. */
  unknownChanged: boolean
  same: boolean
}

/** Names of what a version holds by id; an id without a name is shown itself. */
export type DifferenceNames = {
  scopeTag?: (id: string) => string | undefined
  reusableSetting?: (id: string) => string | undefined
}

/** What changed from one version to another, in the words of the forms (history, import, conflict). */
export const policyDifference = (
  before: PolicyVersion,
  after: PolicyVersion,
  names: DifferenceNames = {},
): PolicyDifference => {
  const both = before.settings !== undefined && after.settings !== undefined
  const was = both ? (before.settings ?? []) : []
  const now = both ? (after.settings ?? []) : []
  const { rules, reordered } = rulesDifference(
    readRules(was),
    readRules(now),
    names.reusableSetting,
  )
  const found = {
    header: headerChanges(before, after, names),
    settings: settingsChanges(was, now),
    rules,
    reordered,
    assignments: assignmentChanges(before.assignments, after.assignments),
    unknownChanged: unknownPartsOf(was) !== unknownPartsOf(now),
  }
  const { header, settings, assignments } = found
  const changes = [header, settings, rules, assignments.added, assignments.removed]
  const same = changes.every(({ length }) => length === 0)
  return { ...found, same: same && !reordered && !found.unknownChanged }
}

const headerChanges = (
  before: PolicyVersion,
  after: PolicyVersion,
  { scopeTag }: DifferenceNames,
): Change[] => {
  const tags = (ids: readonly string[] | undefined): string | undefined =>
    ids &&
    [...ids]
      .toSorted()
      .map((id) => scopeTag?.(id) ?? id)
      .join('\n')
  const one = (
    label: string,
    was: string | null | undefined,
    now: string | null | undefined,
  ): Change[] =>
    was === undefined || now === undefined || (was ?? '') === (now ?? '')
      ? []
      : [{ label, before: was ?? '', after: now ?? '' }]
  return [
    ...one('Name', before.name, after.name),
    ...one('Description', before.description, after.description),
    ...one('Scope tags', tags(before.roleScopeTagIds), tags(after.roleScopeTagIds)),
    ...one('Platform', before.platforms, after.platforms),
    ...one('Technologies', before.technologies, after.technologies),
    ...one('Template', before.templateReference?.templateId, after.templateReference?.templateId),
  ]
}

const settingsChanges = (before: readonly Setting[], after: readonly Setting[]): Change[] => {
  const was = readElevationSettings(before)
  const now = readElevationSettings(after)
  const changes = lineChanges(
    was ? elevationSettingsInWords(was).lines : [],
    now ? elevationSettingsInWords(now).lines : [],
  )
  if (changes.length > 0 || !was || !now) return changes
  const sorted = (settings: typeof was) => ({
    ...settings,
    validation: settings.validation.toSorted(),
  })
  return rawChanges(sorted(was), sorted(now))
}

const assignmentChanges = (
  before: PolicyVersion['assignments'],
  after: PolicyVersion['assignments'],
): PolicyDifference['assignments'] => {
  if (!before || !after) return { added: [], removed: [] }
  const keyOf = ({ target }: { target: AssignmentTarget }): string =>
    JSON.stringify([
      target['@odata.type'],
      (target.groupId ?? '').toLowerCase(),
      target.deviceAndAppManagementAssignmentFilterId ?? '',
      target.deviceAndAppManagementAssignmentFilterType ?? 'none',
    ])
  const olds = new Set(before.map(keyOf))
  const news = new Set(after.map(keyOf))
  return {
    added: after.filter((each) => !olds.has(keyOf(each))).map(({ target }) => target),
    removed: before.filter((each) => !news.has(keyOf(each))).map(({ target }) => target),
  }
}
