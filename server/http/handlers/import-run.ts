import { innerCodes } from '#contract/errors.ts'
import type { ImportResult } from '#contract/import.ts'
import { recognizeDocument, type RecognizedDocument } from '#domain/policies/interchange.ts'

import { GraphFailure } from '../graph-failure.ts'
import type { ImportRun, Placed } from './import-parts.ts'
import { importPolicy } from './import-policies.ts'
import { importSettings } from './import-reusable-settings.ts'

/** Thrown inside the transaction, so that nothing of what was tried stays. */
class Undone extends Error {
  readonly results: ImportResult[]

  constructor(results: ImportResult[]) {
    super('undone')
    this.results = results
  }
}

export const isRefused = (results: readonly ImportResult[]): boolean =>
  results.some(({ action }) => action === 'refused')

type Work = (tx: ImportRun['tx'], audit: ImportRun['audit']) => Promise<ImportResult[]>

/**
 * Imports in one transaction, which is undone after a dry run, when one document is refused, and when nothing changed: then
 * there is nothing to record either. The results tell which.
 */
export const tryImport = async (
  { dryRun, ...facts }: Pick<ImportRun, 'principal' | 'now' | 'newId'> & { dryRun: boolean },
  documents: readonly unknown[],
  transaction: (work: Work) => Promise<ImportResult[]>,
): Promise<ImportResult[]> => {
  try {
    return await transaction(async (tx, audit) => {
      const results = await importDocuments({ ...facts, tx, audit }, documents)
      const same = results.every(({ action }) => action === 'unchanged')
      if (dryRun || same || isRefused(results)) throw new Undone(results)
      return results
    })
  } catch (thrown) {
    if (!(thrown instanceof Undone)) throw thrown
    // What was made only to be undone has no id.
    return thrown.results.map((result) =>
      result.action === 'create' ? { ...result, id: null } : result,
    )
  }
}

/**
 * Writes documents inside the run's transaction, reusable settings first because policies name them. The caller undoes the
 * transaction when a result is refused, or when nothing was to be kept.
 */
const importDocuments = async (
  run: ImportRun,
  documents: readonly unknown[],
): Promise<ImportResult[]> => {
  const placed = documents.map((value, index) => ({ index, recognized: recognizeDocument(value) }))
  const isOf =
    <Kind extends RecognizedDocument['kind']>(kind: Kind) =>
    (each: (typeof placed)[number]): each is Placed<Kind> & typeof each =>
      each.recognized.kind === kind

  const unknown: ImportResult[] = placed.filter(isOf('unknown')).map(({ index, recognized }) => ({
    index,
    kind: 'unknown',
    name: null,
    action: 'refused',
    id: null,
    matchedBy: null,
    changes: [],
    passedOver: [],
    reasons: recognized.reasons.map((message) => ({ code: 'invalidDocument', message })),
  }))
  const settings = await importSettings(run, placed.filter(isOf('reusableSetting')))
  const results = [...unknown, ...settings.results]
  const seen = new Set<string>()
  for (const policy of placed.filter(isOf('policy'))) {
    results.push(await importPolicy(run, policy, { idOf: settings.idOf, seen }))
  }
  return results.toSorted((one, other) => one.index - other.index)
}

/** The whole import refused: one detail for each reason, its target beginning with the document. */
export const importRefused = (results: readonly ImportResult[]): GraphFailure => {
  const details = results.flatMap(({ index, reasons }) =>
    reasons.map((reason) => ({
      ...reason,
      target: `documents[${index}]${reason.target === undefined ? '' : `.${reason.target}`}`,
    })),
  )
  const forbidden = details.some(({ code }) => code === innerCodes.missingRight)
  const count = results.filter(({ action }) => action === 'refused').length
  const message = `${count} of ${results.length} documents cannot be imported, so nothing was: ${details[0]?.message ?? ''}`
  return new GraphFailure(
    forbidden ? 403 : 400,
    forbidden ? 'Forbidden' : 'BadRequest',
    message,
    forbidden ? { details, innerCode: innerCodes.missingRight } : { details },
  )
}
