import { fileNameFault, filePathFault } from '#domain/rules/file-path-value.ts'
import type { RuleBasis } from '#domain/rules/narrowest-rule.ts'

/** What a rule can be made from: a file, or files of one publisher. */
export type UsableBasis = Exclude<RuleBasis, { kind: 'none' }>

/** The record, or the records, that a rule is made from. */
export type RuleSource = {
  /** Names the draft of the form. */
  key: string
  basis: UsableBasis
  /** How many records the rule has to cover. */
  count: number
  /** What one record is called: "request". */
  recordName: 'request' | 'elevation'
  /** Why nobody here may make a rule from it; null when they may. */
  refusal: string | null
  /** What to know before, in sentences of ours. */
  cautions: readonly string[]
}

/** Why the folder cannot be required; undefined when it can. */
export const folderRefusal = ({ basis, count, recordName }: RuleSource): string | undefined => {
  const { folder } = basis.details
  if (folder === '')
    return count === 1
      ? `The ${recordName} names no path.`
      : 'Their folders have too little in common, or a rule cannot hold them.'
  return filePathFault(folder) ?? undefined
}

/** A rule without a hash is tied to the folder from the start: it can be taken off, with the risk said. */
export const beginsWithFolder = (source: RuleSource) =>
  source.basis.kind === 'publisher' && folderRefusal(source) === undefined

/** The name is a pattern only when several names differ; a hash fixes the bytes whatever their name. */
export const isPattern = ({ basis, count }: RuleSource) =>
  count > 1 && fileNameFault(basis.details.fileName) === null && /[*?]/.test(basis.details.fileName)
