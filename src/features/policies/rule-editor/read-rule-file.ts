import { ruleValuesOf, type LeftOut } from '#domain/rules/file-attributes.ts'

import { toHex } from './bytes.ts'
import type { FileFacts } from './rule-edits.ts'

/** The whole file is held in memory while its hash is made. */
const mostBytes = 1024 * 1024 * 1024

export type RuleFile = { facts: FileFacts; leftOut: readonly LeftOut[]; remarks: readonly string[] }

/** Name and SHA-256 of a file of this computer, made in the page. Its path is not told to pages. */
export const readRuleFile = async (file: File): Promise<RuleFile> => {
  if (file.size > mostBytes)
    return { facts: {}, leftOut: [], remarks: ['The file is larger than 1 GB.'] }
  const bytes = await file.arrayBuffer()
  const fileHash = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
  const { values, leftOut } = ruleValuesOf({ fileName: file.name, fileHash })
  return { facts: values, leftOut, remarks: [] }
}
