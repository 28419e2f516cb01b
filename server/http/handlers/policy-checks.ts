import type { GraphErrorDetail } from '#contract/errors.ts'
import { elevationRulesTemplateId, type ConfigurationPolicyBody } from '#contract/policies.ts'
import { roleLimits } from '#contract/roles.ts'
import type { Setting } from '#contract/settings.ts'
import { attributes, ruleGroupId } from '#domain/rules/definition-ids.ts'
import { validateElevationSettings } from '#domain/rules/elevation-settings-form.ts'
import { readElevationSettings } from '#domain/rules/elevation-settings.ts'
import { unlistedOptions } from '#domain/rules/option-values.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import { mostRules, sameNameMessage, validateRules } from '#domain/rules/validate.ts'

import { referencedSettings, templateReferenceOf } from '../../store/policy-rows.ts'
import type { Tx } from '../../store/schema.ts'
import { badRequest, GraphFailure } from '../graph-failure.ts'
import type { UserPrincipal } from '../principal.ts'
import { certificateFactsOf, referencedCertificates } from './policy-certificates.ts'

/**
 * One 400 with one detail for each field at fault. Targets of rules read `rules[2].fileHash`, counted from 0; `message` is
 * the first detail's unless it is given.
 */
export const refuse = (details: GraphErrorDetail[], message?: string): never => {
  const text = message ?? details[0]?.message ?? 'The policy is not valid.'
  throw new GraphFailure(400, 'BadRequest', text, { details })
}

const optionDetails = (
  settings: readonly Setting[],
  stored: readonly Setting[],
): GraphErrorDetail[] =>
  unlistedOptions(settings, stored).map((found) => ({ code: 'invalidOption', ...found }))

const referenceDetails = (
  settings: readonly Setting[],
  rules: readonly RuleModel[],
  found: ReadonlySet<string>,
): GraphErrorDetail[] =>
  referencedSettings(settings)
    .filter((id) => !found.has(id))
    .map((id) => {
      const index = rules.findIndex(
        ({ signatureSource: source }) =>
          source.kind === 'reusableSetting' && source.settingId === id,
      )
      return {
        code: 'invalidReference',
        message: `Invalid Reference id found in the policy: there is no reusable setting ${id}.`,
        target: index < 0 ? 'settings' : `rules[${index}].certificate`,
      }
    })

/** Which rule is meant; of two rules with one name in the words of Graph (graph-contract 4.4). */
const ruleMessage = ({ message, target }: GraphErrorDetail, rules: readonly RuleModel[]) => {
  const rule = rules[Number(/^rules\[(\d+)\]/.exec(target ?? '')?.[1] ?? -1)]
  if (rule === undefined) return message
  return message === sameNameMessage
    ? "The rules are refused: the collection doesn't have unique replacement setting values " +
        `for ${attributes.name.id}; '${rule.name}' is there more than once.`
    : `Rule '${rule.name}': ${message}`
}

/** The sentences are the domain's, so that the form and the service say the same. */
const checkRules = async (tx: Tx, settings: readonly Setting[], stored: readonly Setting[]) => {
  const rules = readRules(settings)
  if (rules.length > mostRules) {
    throw badRequest(`A policy can have at most ${mostRules} rules.`, 'rules')
  }
  const [first] = settings
  if (rules.length === 0 && first && first.settingInstance.settingDefinitionId !== ruleGroupId) {
    throw badRequest(
      'There is a setting that is not a list of elevation rules, and no such list: ' +
        `${JSON.stringify(first.settingInstance.settingDefinitionId.slice(0, 200))}.`,
      'settings',
    )
  }
  const reusable = await referencedCertificates(tx, referencedSettings(settings))
  const certificatesOf = await certificateFactsOf(rules, reusable)
  const issues = validateRules(rules, (rule) => ({ certificates: certificatesOf(rule) }))
  const details = [
    ...issues
      .filter(({ issue }) => issue.kind === 'error')
      .map(({ index, issue: { field, message } }) => ({
        code: message === sameNameMessage ? 'duplicateName' : 'invalidRule',
        message,
        target: index === null ? field : `rules[${index}].${field}`,
      })),
    ...optionDetails(settings, stored),
    ...referenceDetails(settings, rules, new Set(reusable.keys())),
  ]
  const [worst] = details
  if (worst) refuse(details, ruleMessage(worst, rules))
}

const checkSettings = (settings: readonly Setting[], stored: readonly Setting[]) => {
  const read = readElevationSettings(settings)
  if (read === null) {
    throw badRequest(
      'An elevation settings policy needs the setting Endpoint Privilege Management.',
      'settings',
    )
  }
  const details = [
    ...validateElevationSettings(read)
      .filter(({ kind }) => kind === 'error')
      .map(({ field, message }) => ({
        code: 'invalidSetting',
        message,
        target: `settings.${field}`,
      })),
    ...optionDetails(settings, stored),
  ]
  if (details.length > 0) refuse(details)
}

/**
 * The service's own checks of a policy's content (graph-contract 4.4, epm-behaviour 4.6); each failure is a 400. Options that
 * `stored` holds already are not looked at again: what a later version chose survives an edit.
 */
export const checkPolicy = async (
  tx: Tx,
  body: Pick<ConfigurationPolicyBody, 'templateReference' | 'settings'>,
  stored: readonly Setting[] = [],
) => {
  const template = templateReferenceOf(body.templateReference.templateId)
  if (template === null) {
    throw badRequest(
      'The template is neither the elevation settings nor the elevation rules policy.',
      'templateReference.templateId',
    )
  }
  if (template.templateId === elevationRulesTemplateId) await checkRules(tx, body.settings, stored)
  else checkSettings(body.settings, stored)
  return template
}

/** What gets all tags of its maker must not get more than anything may carry (epm-behaviour 11). Throws 400. */
export const checkTagCount = (tags: readonly string[]): void => {
  if (tags.length <= roleLimits.tags) return
  throw badRequest(
    `You have more than ${roleLimits.tags} scope tags yourself: choose at most ${roleLimits.tags}.`,
    'roleScopeTagIds',
  )
}

/**
 * The tags a policy will carry (epm-behaviour 11): without any, those of the one who writes, or Default. New ones have
 * to exist and to be the caller's own; `kept` are those the policy carries already, and nobody takes off a tag that is not
 * theirs: it would hide the policy from others.
 */
export const checkScopeTags = async (
  tx: Tx,
  { scopeTagIds }: UserPrincipal,
  wanted: readonly string[] | undefined,
  kept: readonly string[],
): Promise<string[]> => {
  if (wanted === undefined) {
    if (kept.length > 0) return [...kept]
    if (!scopeTagIds || scopeTagIds.length === 0) return ['0']
    checkTagCount(scopeTagIds)
    return [...scopeTagIds]
  }
  const tags = [...new Set(wanted)]
  const removed = kept.find((tag) => !tags.includes(tag) && scopeTagIds?.includes(tag) === false)
  if (removed !== undefined) {
    throw badRequest(
      `Scope tag ${removed} is not one of your own, so you cannot remove it.`,
      'roleScopeTagIds',
    )
  }
  const known = await tx.selectFrom('scope_tags').select('id').where('id', 'in', tags).execute()
  const ids = new Set(known.map((row) => row.id))
  for (const tag of tags) {
    if (!ids.has(tag)) throw badRequest(`There is no scope tag ${tag}.`, 'roleScopeTagIds')
    if (scopeTagIds !== null && !scopeTagIds.includes(tag) && !kept.includes(tag)) {
      throw badRequest(`Scope tag ${tag} is not one of your own.`, 'roleScopeTagIds')
    }
  }
  return tags
}
