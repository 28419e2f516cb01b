import type { Elevation } from '#contract/elevations.ts'
import { reportedType } from '#domain/elevations/reported-type.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'

import type { SampleFile } from './file.ts'
import type { RulesPolicy } from './policies/sample-policies.ts'
import { runnableFiles } from './runnable-files.ts'
import type { Department } from './users.ts'

/** A rule with a file that it matches, who runs it and how often in relation to the others. */
export type ManagedRun = {
  policy: RulesPolicy['policy']
  rule: RuleModel
  file: SampleFile
  elevationType: Elevation['elevationType']
  /** Null: everybody. */
  department: Department | null
  weight: number
}

/** `*` any text, `?` one character, letter case aside. */
const matches = (pattern: string, name: string): boolean => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 'i').test(name)
}

const departments: Record<string, Department | null> = {
  'Developer tools': 'Engineering',
  'Workshop machines and instruments': 'Workshop',
}

/** Every rule of an assigned policy with the files of the tenant that it matches, often used ones first. */
export const managedRuns = (policies: readonly RulesPolicy[]): ManagedRun[] =>
  policies
    .filter(({ policy }) => policy.assignments.length > 0)
    .flatMap(({ policy, rules }) =>
      rules.flatMap((rule, rank) =>
        runnableFiles
          .filter(
            (file) =>
              matches(rule.fileName, file.name) &&
              (rule.fileHash === '' || rule.fileHash === file.hash),
          )
          .map((file) => ({
            policy,
            rule,
            file,
            elevationType: reportedType(rule.elevationType),
            department: departments[policy.name] ?? null,
            // Automatic rules run without asking, so they fill the reports; denials are rare.
            weight:
              (rule.elevationType === 'automatic' ? 3 : rule.elevationType === 'deny' ? 0.6 : 1) /
              (rank + 2),
          })),
      ),
    )
