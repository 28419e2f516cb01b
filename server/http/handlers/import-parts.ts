import { innerCodes, type GraphErrorDetail } from '#contract/errors.ts'
import type { ImportResult } from '#contract/import.ts'
import type { ResourceAction } from '#contract/rights.ts'
import type { RecognizedDocument } from '#domain/policies/interchange.ts'

import type { AuditDraft } from '../../audit/record.ts'
import type { Tx } from '../../store/schema.ts'
import { GraphFailure } from '../graph-failure.ts'
import type { UserPrincipal } from '../principal.ts'
import { hasRight } from '../rights.ts'

/** Everything an import needs from where it runs: a request, or a command. */
export type ImportRun = {
  tx: Tx
  audit: (draft: AuditDraft) => Promise<void>
  principal: UserPrincipal
  now: Date
  newId: () => string
}

/** A document with its place, of one kind. */
export type Placed<Kind extends RecognizedDocument['kind']> = {
  index: number
  recognized: Extract<RecognizedDocument, { kind: Kind }>
}

const failureDetails = (failure: GraphFailure): GraphErrorDetail[] =>
  failure.options.details ?? [
    { code: failure.options.innerCode ?? failure.code, message: failure.message },
  ]

/** Throws 403 without the right that this part of an import needs. */
export const needRight = (principal: UserPrincipal, right: ResourceAction): void => {
  if (hasRight(principal, right)) return
  const message = `This needs the right ${right}.`
  throw new GraphFailure(403, 'Forbidden', message, {
    innerCode: innerCodes.missingRight,
    details: [{ code: innerCodes.missingRight, message, target: right }],
  })
}

/** Nothing is wrong with the document: the person has to sign in again, and then the whole import can be sent. */
const isAboutCaller = ({ options }: GraphFailure) =>
  options.innerCode === innerCodes.freshSignInRequired

/** What one document came to; a refusal is a result like any other, so that all of them are told at once. */
export const resultOf = async (
  facts: Pick<ImportResult, 'index' | 'kind' | 'name' | 'passedOver'>,
  run: () => Promise<Pick<ImportResult, 'action' | 'id' | 'matchedBy' | 'changes'>>,
): Promise<ImportResult> => {
  try {
    return { ...facts, reasons: [], ...(await run()) }
  } catch (thrown) {
    if (!(thrown instanceof GraphFailure) || isAboutCaller(thrown)) throw thrown
    const reasons = failureDetails(thrown)
    return { ...facts, action: 'refused', id: null, matchedBy: null, changes: [], reasons }
  }
}
