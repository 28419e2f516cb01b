import type { AuditEvent } from '#contract/audit.ts'
import type { AssignmentTarget } from '#contract/policies.ts'
import { Setting } from '#contract/settings.ts'
import { reasonProperties } from '#domain/audit/reason-properties.ts'
import { clientSettings, ruleGroupId } from '#domain/rules/definition-ids.ts'
import { readElevationSettings } from '#domain/rules/elevation-settings.ts'
import {
  elevationSettingsInWords,
  elevationTypeLabel,
  ruleInWords,
  type Line,
} from '#domain/rules/in-words.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'

import { present, resultOf, spaced } from './audit-words.ts'

/** "Rule added: Setup (User confirmed)". `before` and `after` may be text that others wrote; `words` never is. */
export type Sentence = {
  words: string
  before: string | null
  after: string | null
  note: string | null
}

type Values = { before: string | null; after: string | null }

const json = (text: string | null): unknown => {
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const verb = ({ before, after }: Values) =>
  before === null ? 'added' : after === null ? 'removed' : 'changed'

const ruleOf = (text: string | null): RuleModel | null => {
  const setting = Setting.safeParse({
    settingInstance: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationGroupSettingCollectionInstance',
      settingDefinitionId: ruleGroupId,
      groupSettingCollectionValue: [json(text)],
    },
  })
  return setting.success ? (readRules([setting.data])[0] ?? null) : null
}

const differing = (before: readonly Line[], after: readonly Line[]): string[] => {
  const texts = (lines: readonly Line[]) => new Map(lines.map((line) => [line.label, line.value]))
  const [was, is] = [texts(before), texts(after)]
  return [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key))
}

const ruleSentence = (name: string, values: Values): Sentence[] => {
  const [was, is] = [ruleOf(values.before), ruleOf(values.after)]
  const type = (rule: RuleModel | null) => rule && elevationTypeLabel(rule.elevationType)
  const [from, to] = [type(was), type(is)]
  const parts = was && is ? differing(ruleInWords(was).lines, ruleInWords(is).lines) : []
  const note =
    from !== null && to !== null && from !== to
      ? `${from} → ${to}`
      : parts.length > 0
        ? parts.join(', ')
        : (to ?? from)
  return [{ words: `Rule ${verb(values)}`, before: null, after: name, note }]
}

const clientLines = (text: string | null): Line[] => {
  const setting = Setting.safeParse({ settingInstance: json(text) })
  const settings = setting.success ? readElevationSettings([setting.data]) : null
  return settings === null ? [] : elevationSettingsInWords(settings).lines
}

const clientSentences = (values: Values): Sentence[] => {
  const [was, is] = [clientLines(values.before), clientLines(values.after)]
  const valueOf = (lines: Line[], label: string) =>
    lines.find((line) => line.label === label)?.value ?? null
  const sentences = differing(was, is).map((label) => ({
    words: label,
    before: valueOf(was, label),
    after: valueOf(is, label),
    note: null,
  }))
  return sentences.length > 0
    ? sentences
    : [{ words: `Elevation settings ${verb(values)}`, before: null, after: null, note: null }]
}

const targets: Record<string, string> = {
  allLicensedUsersAssignmentTarget: 'all users',
  allDevicesAssignmentTarget: 'all devices',
  groupAssignmentTarget: 'included group',
  exclusionGroupAssignmentTarget: 'excluded group',
}

const assignmentSentence = (values: Values): Sentence[] => {
  const target = json(values.after ?? values.before) as Partial<AssignmentTarget> | null | undefined
  const type = String(target?.['@odata.type'] ?? '').replace('#microsoft.graph.', '')
  const kind = Object.hasOwn(targets, type) ? (targets[type] ?? null) : null
  const group = typeof target?.groupId === 'string' ? target.groupId : null
  const words = `Assignment ${verb(values)}`
  if (group === null) return [{ words, before: null, after: kind, note: null }]
  return [{ words, before: null, after: group, note: kind }]
}

const labels: Record<string, string> = {
  name: 'Name',
  displayName: 'Name',
  description: 'Description',
  devices: 'Devices',
  groups: 'Groups',
  members: 'Members',
  rights: 'Rights',
  role: 'Role',
  scope: 'Reaches',
  scopeGroups: 'Scope groups',
  scopeTags: 'Scope tags',
  roleScopeTagIds: 'Scope tag ids',
  technologies: 'Technologies',
  certificate: 'Certificate',
  fileHash: 'File hash',
  requestedByUserPrincipalName: 'Requested by',
  approvalGroup: 'Approval group',
  approvalsRequired: 'Approvals required',
  approvalType: 'Approval type',
  defaultApproverGroupId: 'Default approvers group id',
  durationHours: 'Duration in hours',
  for: 'For',
  mail: 'Group email address',
  member: 'Member',
  reason: 'Because',
  restoredVersion: 'Restored version',
  systemAccounts: 'System accounts',
  status: 'Status',
}
/** Said by the target already when the thing is new or gone. */
const ofWhole = new Set(['name', 'displayName', 'description', 'roleScopeTagIds', 'technologies'])

const propertySentence = (name: string, values: Values): Sentence[] => {
  if (ofWhole.has(name) && (values.before === null || values.after === null)) return []
  if (name.startsWith('device_vendor_msft_'))
    return [{ words: `Setting ${verb(values)}`, before: null, after: name, note: null }]
  const label = Object.hasOwn(labels, name) ? (labels[name] ?? name) : spaced(name)
  const words = label === '' ? 'Unnamed property' : label
  const raw = [values.before, values.after].some((text) => text !== null && /^\s*[{[]/.test(text))
  return raw
    ? [{ words: `${words} ${verb(values)}`, before: null, after: null, note: null }]
    : [{ words, ...values, note: null }]
}

const sentencesFor = (name: string, values: Values, refused: boolean): Sentence[] => {
  if (reasonProperties.includes(name)) return []
  if (refused && name === 'status')
    return [{ words: 'The service answered', ...values, note: null }]
  if (refused && name === 'code') return [{ words: 'Because', ...values, note: null }]
  if (name.startsWith('rule ')) return ruleSentence(name.slice('rule '.length), values)
  if (name.startsWith('assignment ')) return assignmentSentence(values)
  // The answer to "may this run now?" is one word of the service's own.
  if (name === 'reason')
    return propertySentence(name, { before: null, after: spaced(values.after ?? '') })
  if (name === clientSettings.enable.id) return clientSentences(values)
  return propertySentence(name, values)
}

const isRule = ({ words }: Sentence) => words.startsWith('Rule ')

/** What the record says was changed, in words, rules first; the raw values are in `changesOf`. */
export const sentencesOf = (event: AuditEvent): Sentence[] => {
  const refused = resultOf(event).tone === 'danger'
  const sentences = (event.resources ?? []).flatMap(({ modifiedProperties = [] }) =>
    modifiedProperties.flatMap((property) => {
      // An empty text is as good as none.
      const values = { before: present(property.oldValue), after: present(property.newValue) }
      if (values.before === null && values.after === null) return []
      return sentencesFor(present(property.displayName) ?? '', values, refused)
    }),
  )
  return sentences.toSorted((one, other) => Number(isRule(other)) - Number(isRule(one)))
}
