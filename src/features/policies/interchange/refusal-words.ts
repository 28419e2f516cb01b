import { innerCodes, type GraphErrorDetail } from '#contract/errors.ts'
import { rightTexts } from '#src/api/rights.ts'

const labels: Readonly<Record<string, string>> = {
  name: 'Name',
  displayName: 'Name',
  description: 'Description',
  elevationType: 'Elevation type',
  validation: 'Validation',
  childProcessBehavior: 'Child process behavior',
  fileName: 'File name',
  filePath: 'File path',
  fileHash: 'File hash',
  minimumVersion: 'Minimum version',
  fileDescription: 'File description',
  productName: 'Product name',
  internalName: 'Internal name',
  signatureSource: 'Signature source',
  certificate: 'Certificate',
  certificateType: 'Certificate type',
  restrictArguments: 'Restrict arguments',
  arguments: 'Restrict arguments',
  roleScopeTagIds: 'Scope tags',
  enabled: 'Endpoint Privilege Management',
  defaultResponse: 'Default elevation response',
  sendData: 'Send elevation data for reporting',
  reportingScope: 'Reporting scope',
  detectElevations: '(Preview) Automatically detect elevations',
  rules: 'Rules',
  settings: 'Settings',
}

/** `null` for a rule that has no name or is not there. */
type RuleName = (index: number) => string | null

/** Where and why, in the words of the forms: "Rule 2, Setup, File hash" and a sentence. Both may hold foreign text. */
export const refusalInWords = (
  { code, target = '', message }: GraphErrorDetail,
  ruleName: RuleName,
): { where: string; why: string } => {
  const right = Object.entries(rightTexts).find(([action]) => action === target)?.[1]
  if (code === innerCodes.missingRight && right !== undefined) {
    return {
      where: '',
      why: `This needs the right “${right.right}”. Roles that have it: ${right.roles.join(', ')}.`,
    }
  }
  const [, place, field] = /^rules\[(\d+)\](?:\.(.+))?$/.exec(target) ?? []
  if (place === undefined) {
    const last = target.split('.').at(-1) ?? ''
    return { where: labels[last] ?? target, why: message }
  }
  const name = ruleName(Number(place))
  return {
    where: [
      `Rule ${Number(place) + 1}`,
      ...(name ? [name] : []),
      ...(field === undefined ? [] : [labels[field] ?? field]),
    ].join(', '),
    why: message,
  }
}
