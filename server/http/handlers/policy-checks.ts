import type { GraphErrorDetail } from '#contract/errors.ts'
import { elevationRulesTemplateId, type ConfigurationPolicyBody } from '#contract/policies.ts'
import type { Setting } from '#contract/settings.ts'
import { attributes } from '#domain/rules/definition-ids.ts'
import { readElevationSettings } from '#domain/rules/elevation-settings.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { mostRules, validateRules } from '#domain/rules/validate.ts'

import { referencedSettings, templateReferenceOf } from '../../store/policy-rows.ts'
import type { Tx } from '../../store/schema.ts'
import { badRequest, GraphFailure } from '../graph-failure.ts'
import type { UserPrincipal } from '../principal.ts'

/** One 400 with one detail for each field at fault. Targets of rules read `rules[2].fileHash`, counted from 0. */
export const refuse = (details: GraphErrorDetail[]): never => {
  const [first] = details
  throw new GraphFailure(400, 'BadRequest', first?.message ?? 'The policy is not valid.', {
    details,
  })
}

const checkUniqueNames = (names: readonly string[]) => {
  const details = names.flatMap((name, index) =>
    name !== '' && names.indexOf(name) < index
      ? {
          code: 'duplicateName',
          message:
            "The rules are refused: the collection doesn't have unique replacement setting values " +
            `for ${attributes.name.id}; '${name}' is there more than once.`,
          target: `rules[${index}].name`,
        }
      : [],
  )
  if (details.length > 0) refuse(details)
}

const checkRules = (settings: readonly Setting[]) => {
  const rules = readRules(settings)
  if (rules.length > mostRules) {
    throw badRequest(`A policy can have at most ${mostRules} rules.`, 'rules')
  }
  checkUniqueNames(rules.map((rule) => rule.name))
  const errors = validateRules(rules).filter(({ issue }) => issue.kind === 'error')
  if (errors.length === 0) return
  refuse(
    errors.map(({ index, issue }) => {
      const name = index === null ? '' : `Rule '${rules[index]?.name ?? ''}': `
      const target = index === null ? issue.field : `rules[${index}].${issue.field}`
      return { code: 'invalidRule', message: `${name}${issue.message}`, target }
    }),
  )
}

const checkReferences = async (tx: Tx, settings: readonly Setting[]) => {
  const ids = referencedSettings(settings)
  if (ids.length === 0) return
  const known = await tx
    .selectFrom('reusable_settings')
    .select('id')
    .where('id', 'in', ids)
    .execute()
  const found = new Set(known.map((row) => row.id))
  const rules = readRules(settings)
  const details = ids
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
  if (details.length > 0) refuse(details)
}

/** The service's own checks of a policy's content (graph-contract 4.4, epm-behaviour 4.6); each failure is a 400. */
export const checkPolicy = async (
  tx: Tx,
  body: Pick<ConfigurationPolicyBody, 'templateReference' | 'settings'>,
) => {
  const template = templateReferenceOf(body.templateReference.templateId)
  if (template === null) {
    throw badRequest(
      'The template is neither the elevation settings nor the elevation rules policy.',
      'templateReference.templateId',
    )
  }
  if (template.templateId === elevationRulesTemplateId) {
    checkRules(body.settings)
    await checkReferences(tx, body.settings)
  } else if (readElevationSettings(body.settings) === null) {
    throw badRequest(
      'An elevation settings policy needs the setting Endpoint Privilege Management.',
      'settings',
    )
  }
  return template
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
    return scopeTagIds && scopeTagIds.length > 0 ? [...scopeTagIds] : ['0']
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
