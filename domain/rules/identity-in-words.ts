import { hasWildcard, isSha256 } from './file-path-value.ts'
import type { RuleModel } from './rule-model.ts'

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

/** Which files the rule finds, in one sentence that is true for exactly the attributes it has (epm-behaviour 17). */
export const findsInWords = (rule: RuleModel): string => {
  if (isSha256(rule.fileHash)) {
    const more = rule.filePath === '' ? '' : ', and only in its folder'
    return `Only the one file with this hash matches${more}.`
  }
  const { signatureSource: source } = rule
  if (source.kind === 'unknown')
    return 'This console does not know the signature source, so it cannot tell which files match.'
  if (source.kind === 'notConfigured')
    return 'The rule has neither a hash nor a certificate, so nothing proves which file it is.'
  const signed =
    source.certificateType === 'publisher'
      ? 'signed by this publisher'
      : source.certificateType === 'certificateAuthority'
        ? 'of any company with a certificate from this authority'
        : 'signed with this certificate'
  const signedParts = [
    ...(rule.fileDescription === '' ? [] : ['file description']),
    ...(rule.productName === '' ? [] : ['product name']),
    ...(rule.internalName === '' ? [] : ['internal name']),
  ]
  const parts = ['file name', ...(rule.filePath === '' ? [] : ['folder']), ...signedParts]
  const fit = hasWildcard(rule.fileName) || hasWildcard(rule.filePath) ? 'fit' : 'are the same'
  const versions =
    rule.minimumVersion === '' ? 'in any version' : `from version ${rule.minimumVersion} on`
  const renamed = parts.length === 1 ? ' A user can rename a file.' : ''
  const all =
    parts.length === 1 && fit !== 'fit' ? 'is the same' : parts.length === 1 ? 'fits' : fit
  return `Any file ${signed} matches whose ${listed(parts)} ${all}, ${versions}.${renamed}`
}
