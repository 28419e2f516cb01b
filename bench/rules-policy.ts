import type { ConfigurationPolicyBody } from '#contract/policies.ts'
import { elevationRulesTemplateId, epmTemplateFamily } from '#contract/policies.ts'
import { newRule, type RuleModel } from '#domain/rules/rule-model.ts'
import { newRulesPolicySettings } from '#domain/rules/write-rules.ts'

const makers = ['Contoso', 'Fabrikam', 'Northwind', 'Tailspin', 'Wingtip', 'Litware', 'Proseware']
const things = [
  ['printer driver', 'PrinterSetup'],
  ['VPN client', 'VpnClient'],
  ['label designer', 'LabelDesigner'],
  ['oscilloscope tools', 'ScopeTools'],
  ['time sheet updater', 'TimeSheetUpdate'],
  ['scanner firmware', 'ScannerFirmware'],
  ['accounting client', 'AccountingClient'],
  ['route planner', 'RoutePlanner'],
  ['backup agent', 'BackupAgent'],
  ['video codec pack', 'CodecPack'],
  ['payroll connector', 'PayrollConnector'],
  ['CAD viewer', 'CadViewer'],
  ['meter reader', 'MeterReader'],
  ['badge encoder', 'BadgeEncoder'],
  ['stock scale', 'StockScale'],
] as const
const types = ['userConfirmed', 'supportApproved', 'automatic', 'userConfirmed', 'deny'] as const

const hashOf = (index: number) => (index * 7919 + 1).toString(16).padStart(8, '0').repeat(8)

const rule = (index: number): RuleModel => {
  const maker = makers[index % makers.length] ?? ''
  const [thing, file] = things[Math.floor(index / makers.length) % things.length] ?? [
    'tool',
    'Tool',
  ]
  const elevationType = types[index % types.length] ?? 'userConfirmed'
  return {
    ...newRule(),
    name: `${maker} ${thing} ${Math.floor(index / 7) + 1}`,
    description: `Asked for by the people who use the ${thing} every day.`,
    elevationType,
    validation: elevationType === 'userConfirmed' ? ['businessJustification'] : [],
    fileName: `${maker}${file}${index % 3 === 0 ? '-x64' : ''}.exe`,
    filePath: index % 4 === 0 ? `C:\\Program Files\\${maker}` : '',
    fileHash: hashOf(index),
    productName: index % 2 === 0 ? `${maker} ${thing}` : '',
    minimumVersion: index % 5 === 0 ? `${(index % 9) + 1}.2.0.0` : '',
  }
}

/** A rules policy with so many rules, of names that a tenant could have. */
export const rulesPolicyBody = (count: number): ConfigurationPolicyBody => ({
  name: 'Everyday software of all departments',
  description: 'Made by a benchmark.',
  platforms: 'windows10',
  technologies: 'endpointPrivilegeManagement',
  templateReference: { templateId: elevationRulesTemplateId, templateFamily: epmTemplateFamily },
  settings: newRulesPolicySettings(Array.from({ length: count }, (_, index) => rule(index))),
})
