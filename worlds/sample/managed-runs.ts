import type { Elevation } from '#contract/elevations.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'

import { fileHashOf } from '../ids.ts'
import { fileOf, type SampleFile } from './file.ts'
import type { RulesPolicy } from './policies/sample-policies.ts'
import { requestedFiles } from './requested-files.ts'
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

// `elevationType` has no member for deny or for the current user (graph-contract 2.1).
const reported = {
  userConfirmed: 'userConfirmedElevation',
  currentUser: 'userConfirmedElevation',
  automatic: 'zeroTouchElevation',
  supportApproved: 'supportApprovedElevation',
  deny: 'undetermined',
} as const

/** Windows tools that rules name but nobody has to ask for. */
const inBoxFiles = [
  ['regedit.exe', 'C:\\Windows', 'Registry Editor', '', '10.0.26100.6899', 'microsoft'],
  ['dsregcmd.exe', 'C:\\Windows\\System32', 'Join status', '', '10.0.26100.6899', 'microsoft'],
  [
    'mmc.exe',
    'C:\\Windows\\System32',
    'Microsoft Management Console',
    '',
    '10.0.26100.6899',
    'microsoft',
  ],
  [
    'netsh.exe',
    'C:\\Windows\\System32',
    'Network Command Shell',
    '',
    '10.0.26100.6899',
    'microsoft',
  ],
  [
    'powershell.exe',
    'C:\\Windows\\System32\\WindowsPowerShell\\v1.0',
    'Windows PowerShell',
    '',
    '10.0.26100.6899',
    'microsoft',
  ],
  ['net-tunnel.exe', 'C:\\Users\\{user}\\Downloads', '', '', '0.9.1.0', null],
] as const
const runnable: readonly SampleFile[] = [
  ...requestedFiles,
  ...inBoxFiles.map((row) => {
    const file = fileOf(row)
    return file.name === 'net-tunnel.exe' ? { ...file, hash: fileHashOf(file.name) } : file
  }),
]

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
        runnable
          .filter(
            (file) =>
              matches(rule.fileName, file.name) &&
              (rule.fileHash === '' || rule.fileHash === file.hash),
          )
          .map((file) => ({
            policy,
            rule,
            file,
            elevationType:
              typeof rule.elevationType === 'string'
                ? reported[rule.elevationType]
                : ('undetermined' as const),
            department: departments[policy.name] ?? null,
            // Automatic rules run without asking, so they fill the reports; denials are rare.
            weight:
              (rule.elevationType === 'automatic' ? 3 : rule.elevationType === 'deny' ? 0.6 : 1) /
              (rank + 2),
          })),
      ),
    )
