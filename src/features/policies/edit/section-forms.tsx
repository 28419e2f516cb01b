import { z } from '#contract/zod.ts'
import type { AssignmentTarget } from '#contract/policies.ts'
import { validateElevationSettings } from '#domain/rules/elevation-settings-form.ts'
import { readElevationSettings, type ElevationSettings } from '#domain/rules/elevation-settings.ts'
import { newOpenResponse } from '#domain/rules/open-response.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import { writeElevationSettings } from '#domain/rules/write-elevation-settings.ts'
import { writeRules } from '#domain/rules/write-rules.ts'
import { newElevationSettings } from '#domain/rules/elevation-settings-form.ts'
import type { Basics } from '#src/ui/form/basics.ts'
import type { ComponentType } from 'react'

import { AssignmentPicker } from '../forms/AssignmentPicker.tsx'
import { ElevationSettingsFields } from '../forms/ElevationSettingsFields.tsx'
import { policyBasicsErrors } from '../forms/policy-basics.ts'
import { PolicyBasicsFields } from '../forms/PolicyBasicsFields.tsx'
import { ruleListError } from '../forms/rule-list-edits.ts'
import { RuleListEditor } from '../forms/RuleListEditor.tsx'
import { scopeTagError } from '#src/shared/scope-tags/scope-tag-rules.ts'
import { ScopeTagPicker } from '#src/shared/scope-tags/ScopeTagPicker.tsx'
import { openResponseRisk } from '../open-response-risk.ts'
import { mergeFields, mergeItems, type Merged } from '#src/lib/merge.ts'
import type { Risk } from '#src/shared/RiskConfirmation.tsx'
import type { SectionChange, Seen } from './section-change.ts'

export type FieldsProps<T> = {
  value: T
  onChange: (value: T) => void
  showErrors: boolean
  policyId: string
}

/** How one section of a policy is edited: its value, its form, what stops saving, and what is sent. */
export type SectionForm<T> = {
  title: string
  line: string
  valueOf: (seen: Seen) => T
  Fields: ComponentType<FieldsProps<T>>
  /** What stops saving; undefined when nothing does. */
  error: (value: T) => string | undefined
  changeOf: (value: T, seen: Seen) => SectionChange
  /** What has to be confirmed before the first becomes the second (R12); rules ask in their own editor. */
  risks?: (before: T, after: T) => readonly Risk[]
  merge: (base: T, mine: T, theirs: T) => Merged<T>
  /** Only the outer shape of a draft: it never leaves this tab, and the service checks what is sent. */
  draft: z.ZodType
}

/** The same with what both changed as the form calls it. */
const calling =
  <T extends object>(labels: Readonly<Record<keyof T & string, string>>) =>
  (base: T, mine: T, theirs: T): Merged<T> => {
    const { value, clashes } = mergeFields(base, mine, theirs)
    return { value, clashes: clashes.map((field) => labels[field as keyof T & string] ?? field) }
  }

export const basicsForm: SectionForm<Basics> = {
  title: 'Edit basics',
  line: 'Name and description.',
  valueOf: ({ policy }) => ({ name: policy.name ?? '', description: policy.description ?? '' }),
  Fields: PolicyBasicsFields,
  error: (value) => Object.values(policyBasicsErrors(value))[0],
  changeOf: (value) => ({ section: 'basics', ...value }),
  merge: calling<Basics>({ name: 'Name', description: 'Description' }),
  draft: z.object({ name: z.string(), description: z.string() }),
}

export const scopeTagsForm: SectionForm<string[]> = {
  title: 'Edit scope tags',
  line: 'Which admins see the policy.',
  valueOf: ({ policy }) => policy.roleScopeTagIds,
  Fields: ScopeTagPicker,
  error: scopeTagError,
  changeOf: (tags) => ({ section: 'scope-tags', tags }),
  merge: (base, mine, theirs) => mergeItems(base, mine, theirs, (id) => id),
  draft: z.array(z.string()),
}

export const targetKey = (target: AssignmentTarget) =>
  `${target['@odata.type']} ${target.groupId ?? ''}`

/** Which of the targets is meant; the picker below shows a group by its name. */
const targetWords = (key: string) =>
  key.includes('allDevices')
    ? 'All devices'
    : key.includes('allLicensedUsers')
      ? 'All users'
      : `the group ${key.split(' ')[1] ?? ''}`

export const assignmentsForm: SectionForm<readonly AssignmentTarget[]> = {
  title: 'Edit assignments',
  line: 'Whom the policy reaches, and whom it leaves out.',
  valueOf: ({ assignments }) => assignments.map(({ target }) => target),
  Fields: AssignmentPicker,
  error: () => undefined,
  changeOf: (targets) => ({ section: 'assignments', targets }),
  merge: (base, mine, theirs) => {
    const { value, clashes } = mergeItems(base, mine, theirs, targetKey)
    return { value, clashes: clashes.map(targetWords) }
  },
  draft: z.array(z.looseObject({ '@odata.type': z.string() })),
}

export const settingsForm: SectionForm<ElevationSettings> = {
  title: 'Edit configuration settings',
  line: 'Whether Endpoint Privilege Management is on, and what happens to files that no rule matches.',
  valueOf: ({ policy }) => readElevationSettings(policy.settings ?? []) ?? newElevationSettings(),
  Fields: ElevationSettingsFields,
  error: (value) => validateElevationSettings(value).find(({ kind }) => kind === 'error')?.message,
  changeOf: (value, { policy }) => ({
    section: 'configuration',
    settings: writeElevationSettings(policy.settings ?? null, value),
  }),
  risks: (before, after) => openResponseRisk(newOpenResponse(before, after)),
  merge: calling<ElevationSettings>({
    enabled: 'Endpoint Privilege Management',
    defaultResponse: 'Default elevation response',
    validation: 'Validation',
    sendData: 'Send elevation data for reporting',
    reportingScope: 'Reporting scope',
    detectElevations: 'Automatically detect elevations',
  }),
  draft: z.looseObject({ validation: z.array(z.string()) }),
}

const RuleFields = ({ policyId, ...props }: FieldsProps<readonly RuleModel[]>) => (
  <RuleListEditor {...props} draftKey={`edit:${policyId}`} />
)

export const rulesForm: SectionForm<readonly RuleModel[]> = {
  title: 'Edit configuration settings',
  line: 'Which files run elevated, and how.',
  valueOf: ({ policy }) => readRules(policy.settings ?? []),
  Fields: RuleFields,
  error: ruleListError,
  changeOf: (rules, { policy }) => ({
    section: 'configuration',
    settings: writeRules(policy.settings ?? null, rules),
  }),
  merge: (base, mine, theirs) => mergeItems(base, mine, theirs, ({ name }) => name),
  draft: z.array(z.looseObject({ name: z.string() })),
}
