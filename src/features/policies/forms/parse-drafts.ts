import { AssignmentTarget } from '#contract/policies.ts'
import { z } from '#contract/zod.ts'
import type { ElevationSettings } from '#domain/rules/elevation-settings.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'

/** What an older version of this console left in a tab is dropped rather than trusted. */
const Unknown = z.object({ unknown: z.string() })
const choice = z.union([z.string(), Unknown])
const certificateType = z.union([z.enum(['publisher', 'certificateAuthority']), Unknown]).nullable()

const Rule = z.object({
  name: z.string(),
  description: z.string(),
  elevationType: choice,
  validation: z.array(z.enum(['businessJustification', 'windowsAuthentication'])),
  childProcessBehavior: choice.nullable(),
  fileName: z.string(),
  filePath: z.string(),
  signatureSource: z.union([
    z.object({ kind: z.literal('notConfigured') }),
    z.object({ kind: z.literal('reusableSetting'), settingId: z.string(), certificateType }),
    z.object({ kind: z.literal('uploadedCertificate'), certificate: z.string(), certificateType }),
    z.object({ kind: z.literal('unknown'), unknown: z.string() }),
  ]),
  fileHash: z.string(),
  minimumVersion: z.string(),
  fileDescription: z.string(),
  productName: z.string(),
  internalName: z.string(),
  restrictArguments: z.array(z.string()).nullable(),
  original: z.unknown(),
})
const toggle = z.union([z.boolean(), Unknown]).nullable()
const Settings = z.object({
  enabled: toggle,
  defaultResponse: choice.nullable(),
  validation: z.array(z.enum(['businessJustification', 'windowsAuthentication'])),
  sendData: toggle,
  reportingScope: choice.nullable(),
  detectElevations: toggle,
})

/** The value as it was saved when it has the shape, else null. */
const shaped =
  <T>(schema: z.ZodType) =>
  (saved: unknown): T | null =>
    schema.safeParse(saved).success ? (saved as T) : null

export const parseRule = shaped<RuleModel>(Rule)
export const parseRules = shaped<readonly RuleModel[]>(z.array(Rule))
export const parseSettings = shaped<ElevationSettings>(Settings)
export const parseBasics = shaped<{ name: string; description: string }>(
  z.object({ name: z.string(), description: z.string() }),
)
export const parseTags = shaped<readonly string[] | null>(z.array(z.string()).nullable())
export const parseTargets = shaped<readonly AssignmentTarget[]>(z.array(AssignmentTarget))
