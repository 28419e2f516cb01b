import { readCertificate } from '#domain/certificates/read-certificate.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import type { CertificateFacts } from '#domain/rules/validate.ts'

import { parseStored } from '../../store/parse-stored.ts'
import type { Tx } from '../../store/schema.ts'

/** The text of each of these reusable settings' certificates by its id; an id that is not there is missing. */
export const referencedCertificates = async (
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('reusable_settings')
    .select(['id', 'resource'])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows.map(({ id, resource }) => {
      const { settingInstance } = parseStored.reusableSetting(resource)
      const value = settingInstance?.simpleSettingValue?.value
      return [id, typeof value === 'string' ? value : '']
    }),
  )
}

/** What each rule's certificate says, read from its text once for all rules; nothing for a rule without one. */
export const certificateFactsOf = async (
  rules: readonly RuleModel[],
  reusable: ReadonlyMap<string, string>,
): Promise<(rule: RuleModel) => CertificateFacts[]> => {
  const textOf = ({ signatureSource: source }: RuleModel): string | undefined => {
    if (source.kind === 'reusableSetting') return reusable.get(source.settingId)
    if (source.kind !== 'uploadedCertificate' || source.certificate.trim() === '') return undefined
    return source.certificate
  }
  const facts = new Map<string, CertificateFacts>()
  for (const rule of rules) {
    const text = textOf(rule)
    if (text === undefined || facts.has(text)) continue
    const reading = await readCertificate(text)
    facts.set(text, reading.ok ? reading.certificate : 'unreadable')
  }
  return (rule) => {
    const known = facts.get(textOf(rule) ?? '')
    return known === undefined ? [] : [known]
  }
}
