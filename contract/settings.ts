import { z } from './zod.ts'

/**
 * Settings-catalogue instances (graph-contract 3 and 4). Loose on purpose: unknown instances, unknown children and
 * unknown properties survive a read, an edit and a write untouched. `domain/rules` gives them meaning.
 */
export type SettingInstance = {
  '@odata.type': string
  settingDefinitionId: string
  settingInstanceTemplateReference?: { settingInstanceTemplateId: string } | null
  choiceSettingValue?: ChoiceSettingValue
  choiceSettingCollectionValue?: ChoiceSettingValue[]
  simpleSettingValue?: SimpleSettingValue
  simpleSettingCollectionValue?: SimpleSettingValue[]
  groupSettingCollectionValue?: GroupSettingValue[]
  [unknown: string]: unknown
}
export type SettingValueTemplateReference = {
  settingValueTemplateId: string
  useTemplateDefault?: boolean
  [unknown: string]: unknown
}
export type ChoiceSettingValue = {
  '@odata.type'?: string
  value: string
  settingValueTemplateReference?: SettingValueTemplateReference | null
  children?: SettingInstance[]
  [unknown: string]: unknown
}
export type SimpleSettingValue = {
  '@odata.type': string
  value: unknown
  settingValueTemplateReference?: SettingValueTemplateReference | null
  [unknown: string]: unknown
}
export type GroupSettingValue = {
  settingValueTemplateReference?: SettingValueTemplateReference | null
  children: SettingInstance[]
  [unknown: string]: unknown
}

const TemplateReference = z
  .looseObject({ settingValueTemplateId: z.string(), useTemplateDefault: z.boolean().optional() })
  .nullish()
const InstanceTemplateReference = z.looseObject({ settingInstanceTemplateId: z.string() }).nullish()

export const SettingInstance: z.ZodType<SettingInstance> = z.lazy(() =>
  z.looseObject({
    '@odata.type': z.string(),
    settingDefinitionId: z.string(),
    settingInstanceTemplateReference: InstanceTemplateReference,
    choiceSettingValue: ChoiceSettingValue.optional(),
    choiceSettingCollectionValue: z.array(ChoiceSettingValue).optional(),
    simpleSettingValue: SimpleSettingValue.optional(),
    simpleSettingCollectionValue: z.array(SimpleSettingValue).optional(),
    groupSettingCollectionValue: z.array(GroupSettingValue).optional(),
  }),
) as unknown as z.ZodType<SettingInstance>

const ChoiceSettingValue = z.looseObject({
  '@odata.type': z.string().optional(),
  value: z.string(),
  settingValueTemplateReference: TemplateReference,
  children: z.array(SettingInstance).optional(),
})
const SimpleSettingValue = z.looseObject({
  '@odata.type': z.string(),
  value: z.unknown(),
  settingValueTemplateReference: TemplateReference,
})
const GroupSettingValue = z.looseObject({
  settingValueTemplateReference: TemplateReference,
  children: z.array(SettingInstance),
})

const SettingShape = z.looseObject({
  '@odata.type': z.string().optional(),
  id: z.string().optional(),
  settingInstance: SettingInstance,
})
export type Setting = z.infer<typeof SettingShape>

/**
 * One element of a policy's `settings`. Real documents carry `@odata.type`, `id` or neither. Checked, then handed on
 * as it came: parsing an object with zod would change the order of its members.
 */
export const Setting: z.ZodType<Setting> = z.unknown().transform((value, context) => {
  const checked = SettingShape.safeParse(value)
  if (checked.success) return value as Setting
  for (const issue of checked.error.issues) {
    context.issues.push({ ...issue, code: 'custom', input: value, path: [...issue.path] })
  }
  return z.NEVER
})
