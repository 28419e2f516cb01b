import type {
  AssignmentTarget,
  ConfigurationPolicy,
  ConfigurationPolicyBody,
  PolicyAssignment,
} from '#contract/policies.ts'
import type { Setting } from '#contract/settings.ts'

/** A policy as one admin saw it; every edit begins from one and says so when it is saved. */
export type Seen = { policy: ConfigurationPolicy; assignments: readonly PolicyAssignment[] }

/** What saving one section sends. */
export type SectionChange =
  | { section: 'basics'; name: string; description: string }
  | { section: 'scope-tags'; tags: string[] }
  | { section: 'assignments'; targets: readonly AssignmentTarget[] }
  | { section: 'configuration'; settings: Setting[] }

/** Graph pages the settings inside a policy; what was not read must not be written back. */
export const isWhole = ({ policy }: Seen) =>
  policy.settings !== undefined && policy['settings@odata.nextLink'] === undefined

/** The whole policy as it was read, with other settings: PUT replaces everything (graph-contract 6.2). */
export const withSettings = ({ policy }: Seen, settings: Setting[]): ConfigurationPolicyBody => ({
  name: policy.name ?? '',
  description: policy.description ?? null,
  platforms: 'windows10',
  technologies: policy.technologies,
  roleScopeTagIds: policy.roleScopeTagIds,
  templateReference: policy.templateReference,
  settings,
})

const text = (value: unknown) => JSON.stringify(value)
const targetText = (target: AssignmentTarget) =>
  text([
    target['@odata.type'],
    target.groupId ?? null,
    target.deviceAndAppManagementAssignmentFilterId ?? null,
    target.deviceAndAppManagementAssignmentFilterType ?? 'none',
  ])
const sorted = (items: readonly string[]) => text(items.toSorted())

/** Does this reading hold the change? Asked after a lost answer, before anything is said about it (R5). */
export const holdsChange = ({ policy, assignments }: Seen, change: SectionChange): boolean => {
  switch (change.section) {
    case 'basics':
      return (
        (policy.name ?? '') === change.name && (policy.description ?? '') === change.description
      )
    case 'scope-tags':
      return sorted(policy.roleScopeTagIds) === sorted(change.tags)
    case 'assignments':
      return (
        sorted(assignments.map(({ target }) => targetText(target))) ===
        sorted(change.targets.map(targetText))
      )
    case 'configuration':
      return text(policy.settings) === text(change.settings)
  }
}
