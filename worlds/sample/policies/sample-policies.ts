import { newRulesPolicySettings } from '#domain/rules/write-rules.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'

import { groupIds } from '../groups.ts'
import { enabledClientSettings } from './client-settings.ts'
import { developerRules } from './developer-rules.ts'
import { legacyRules } from './legacy-rules.ts'
import { allDevices, exclude, include, policyOf, type WorldPolicy } from './policy.ts'
import { supportRules } from './support-rules.ts'
import { workshopRules } from './workshop-rules.ts'

export type RulesPolicy = { policy: WorldPolicy; rules: readonly RuleModel[] }

/** The four elevation rules policies, with their rules as models beside the documents written from them. */
export const sampleRulesPolicies = (at: Date): RulesPolicy[] => [
  {
    rules: developerRules,
    policy: policyOf('rules', at, {
      name: 'Developer tools',
      description: 'Compilers, debuggers and installers of Engineering; contractors are left out',
      createdDaysAgo: 214,
      changedDaysAgo: 3,
      roleScopeTagIds: ['1', '2'],
      targets: [include(groupIds.engineering), exclude(groupIds.contractors)],
      settings: newRulesPolicySettings(developerRules),
    }),
  },
  {
    rules: workshopRules,
    policy: policyOf('rules', at, {
      name: 'Workshop machines and instruments',
      description: 'Drivers and firmware on the shop floor',
      createdDaysAgo: 176,
      changedDaysAgo: 12,
      roleScopeTagIds: ['3'],
      // Includes users and excludes devices, which Intune does not support: the console has to say so.
      targets: [include(groupIds.workshop), exclude(groupIds.designStations)],
      settings: newRulesPolicySettings(workshopRules),
    }),
  },
  {
    rules: supportRules,
    policy: policyOf('rules', at, {
      name: 'Service desk and everyday software',
      description: 'Printers, VPN and support tools for all devices but kiosks',
      createdDaysAgo: 240,
      changedDaysAgo: 1,
      roleScopeTagIds: ['0'],
      targets: [allDevices, exclude(groupIds.kiosks)],
      settings: newRulesPolicySettings(supportRules),
    }),
  },
  {
    rules: legacyRules,
    policy: policyOf('rules', at, {
      name: 'Legacy exceptions (to review)',
      description: '',
      createdDaysAgo: 391,
      changedDaysAgo: 388,
      roleScopeTagIds: ['0'],
      targets: [],
      settings: newRulesPolicySettings(legacyRules),
    }),
  },
]

/** The two elevation settings policies: support approval for everybody, deny for kiosks. */
export const sampleSettingsPolicies = (at: Date): WorldPolicy[] => [
  policyOf('settings', at, {
    name: 'EPM client: support approval',
    description: 'Turns EPM on and sends unknown files to the service desk',
    createdDaysAgo: 240,
    changedDaysAgo: 61,
    roleScopeTagIds: ['0'],
    targets: [allDevices, exclude(groupIds.kiosks)],
    settings: enabledClientSettings('supportApproval', 'all'),
  }),
  policyOf('settings', at, {
    name: 'EPM client: kiosks',
    description: 'Nobody elevates anything on a kiosk',
    createdDaysAgo: 150,
    changedDaysAgo: 150,
    roleScopeTagIds: ['1', '2'],
    targets: [include(groupIds.kiosks)],
    settings: enabledClientSettings('deny', 'managed'),
  }),
]

/** How many of these policies refer to a reusable setting. */
export const countUses =
  (policies: readonly RulesPolicy[]) =>
  (settingId: string): number =>
    policies.filter(({ rules }) =>
      rules.some(
        ({ signatureSource }) =>
          signatureSource.kind === 'reusableSetting' && signatureSource.settingId === settingId,
      ),
    ).length
