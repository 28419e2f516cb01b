import type { Certificate, Reading } from '#domain/certificates/certificate.ts'
import type { Risk } from '#src/shared/RiskConfirmation.tsx'

import { knownName, validityAt, validityWords } from './certificate-words.ts'

/** How many rules ask for the certificate, by the certificate type they ask for; null while a policy could not be read. */
export type AskingRules = { publisher: number; authority: number; other: number } | null

const counted = (count: number) => (count === 1 ? '1 rule' : `${count} rules`)
const verb = (count: number, one: string, many: string) => (count === 1 ? one : many)

/**
 * What becomes of the rules that ask for a certificate when another takes its place (epm-behaviour 5), to be confirmed as the
 * risks of a rule are (R12). Names are foreign text: the page shows both certificates beside this. `now` in ms.
 */
export const certificateChangeRisks = (
  rules: AskingRules,
  before: Reading | undefined,
  after: Certificate,
  now: number,
): Risk[] => {
  if (before?.ok === true && before.certificate.sha256 === after.sha256) return []
  const all = rules === null ? null : rules.publisher + rules.authority + rules.other
  if (all === 0) return []
  const them = all === null ? 'The rules that use it' : counted(all)
  const ask = verb(all ?? 2, 'asks', 'ask')
  const validity = validityAt(after, now)
  const flags = [
    {
      id: 'otherFiles',
      title: 'Other programs match',
      attack: `${them} ${ask} for the new certificate at the next policy sync: what is signed with it matches, and what only the old one fits no longer does. A Deny rule among them stops denying that.`,
    },
  ]
  if (validity === 'expired' || validity === 'early')
    flags.push({
      id: 'outOfTime',
      title: validity === 'expired' ? 'These rules stop working' : 'These rules do not work yet',
      attack: `The new certificate: ${validityWords(after, now)}. Rules with a certificate that is not valid match nothing, Deny rules neither.`,
    })
  const publishers = rules?.publisher ?? 1
  const authorities = rules?.authority ?? 1
  if (after.isCa && authorities > 0)
    flags.push({
      id: 'everyPublisher',
      title: 'Every publisher under it',
      attack: `The new certificate is a certificate authority’s. ${rules === null ? 'Rules' : counted(authorities)} of certificate type Certificate authority now ${verb(rules === null ? 2 : authorities, 'matches', 'match')} programs of every publisher under it.`,
    })
  if (after.isCa && publishers > 0)
    flags.push({
      id: 'authorityAsPublisher',
      title: 'An authority where a publisher is asked for',
      attack: `Programs are not signed with an authority’s own certificate. ${rules === null ? 'Rules' : counted(publishers)} of certificate type Publisher ${verb(rules === null ? 2 : publishers, 'stops', 'stop')} matching, until somebody makes the type Certificate authority, which covers every publisher under it.`,
    })
  if (!after.isCa && rules !== null && authorities > 0)
    flags.push({
      id: 'publisherAsAuthority',
      title: 'These rules stop working',
      attack: `${counted(authorities)} ${verb(authorities, 'asks', 'ask')} for certificate type Certificate authority, and no program’s certificate is issued by a publisher’s.`,
    })
  return [{ key: after.sha256, name: knownName(after.subject), flags }]
}
