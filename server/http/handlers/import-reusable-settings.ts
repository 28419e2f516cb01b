import type { ImportResult } from '#contract/import.ts'
import type { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import { readCertificate } from '#domain/certificates/read-certificate.ts'
import { reusableSettingDocument } from '#domain/policies/interchange.ts'

import { parseStored } from '../../store/parse-stored.ts'
import { fromReusableSetting } from '../../store/reusable-setting-rows.ts'
import type { Schema } from '../../store/schema.ts'
import { badRequest } from '../graph-failure.ts'
import { needRight, resultOf, type ImportRun, type Placed } from './import-parts.ts'
import {
  certificateOf,
  settingChanges,
  settingDraft,
  updateSetting,
} from './reusable-setting-writes.ts'

type Outcome = Pick<ImportResult, 'action' | 'id' | 'matchedBy' | 'changes'>
type Row = Schema['reusable_settings']
type Document = Placed<'reusableSetting'>['recognized']['document']
type Match = { row: Row; by: NonNullable<ImportResult['matchedBy']> }

const thumbprintOf = async (setting: ReusablePolicySetting): Promise<string | null> => {
  const value = setting.settingInstance?.simpleSettingValue?.value
  const reading = await readCertificate(typeof value === 'string' ? value : '')
  return reading.ok ? reading.certificate.sha256 : null
}

/**
 * Finds the tenant's setting for each document: by id, then by name, then by the certificate itself, each setting for one
 * document only. Two documents of the same certificate stay two.
 */
const matcher = (rows: readonly Row[]) => {
  const taken = new Set<string>()
  const take = (row: Row | undefined, by: Match['by']): Match | null => {
    if (!row || taken.has(row.id)) return null
    taken.add(row.id)
    return { row, by }
  }
  const byIdOrName = ({ id, displayName }: Document): Match | null => {
    const found = take(
      rows.find((row) => row.id === id),
      'id',
    )
    if (found) return found
    const [row, other] = rows.filter((each) => each.display_name === displayName)
    if (other) {
      const name = JSON.stringify(displayName)
      throw badRequest(`More than one reusable setting is called ${name}.`, 'displayName')
    }
    return take(row, 'name')
  }
  const byCertificate = async (thumbprint: string): Promise<Match | null> => {
    for (const row of rows) {
      if (taken.has(row.id)) continue
      const setting = parseStored.reusableSetting(row.resource)
      if ((await thumbprintOf(setting)) === thumbprint) return take(row, 'certificate')
    }
    return null
  }
  return { byIdOrName, byCertificate }
}

const create = async (run: ImportRun, document: Document): Promise<Outcome> => {
  needRight(run.principal, 'Microsoft.Intune_EpmPolicy_Create')
  const at = run.now.toISOString()
  const setting: ReusablePolicySetting = {
    ...document,
    id: run.newId(),
    description: document.description ?? '',
    createdDateTime: at,
    lastModifiedDateTime: at,
  }
  await run.tx.insertInto('reusable_settings').values(fromReusableSetting(setting, 1)).execute()
  const changes = await settingChanges(null, setting)
  await run.audit(settingDraft('Create', setting, changes))
  return { action: 'create', id: setting.id, matchedBy: null, changes }
}

const update = async (run: ImportRun, document: Document, match: Match): Promise<Outcome> => {
  const { row, by } = match
  const seen = parseStored.reusableSetting(row.resource)
  // The same certificate under another name: it is used as it is, and nothing of it is renamed.
  if (by === 'certificate') return { action: 'unchanged', id: row.id, matchedBy: by, changes: [] }
  const normal = (setting: Document) =>
    JSON.stringify(reusableSettingDocument({ ...setting, id: row.id }))
  if (normal(document) === JSON.stringify(reusableSettingDocument(seen))) {
    return { action: 'unchanged', id: row.id, matchedBy: by, changes: [] }
  }
  needRight(run.principal, 'Microsoft.Intune_EpmPolicy_Update')
  const next: ReusablePolicySetting = {
    ...seen,
    displayName: document.displayName,
    description: document.description ?? '',
    settingInstance: document.settingInstance,
    lastModifiedDateTime: run.now.toISOString(),
  }
  await updateSetting(run.tx, run.principal, row, next)
  const found = await settingChanges(seen, next)
  // The same certificate in other words, PEM for base64.
  const changes =
    found.length > 0 ? found : [{ name: 'settingInstance', before: null, after: null }]
  await run.audit(settingDraft('Patch', next, changes))
  return { action: 'update', id: row.id, matchedBy: by, changes }
}

const checkDocument = ({ displayName, description }: Document) => {
  if (displayName.length > 200)
    throw badRequest('A name has at most 200 characters.', 'displayName')
  if ((description?.length ?? 0) > 1000) {
    throw badRequest('A description has at most 1000 characters.', 'description')
  }
}

/** Every reusable setting of an import, and the ids that rules have to name them by in this tenant. */
export const importSettings = async (
  run: ImportRun,
  documents: readonly Placed<'reusableSetting'>[],
): Promise<{ results: ImportResult[]; idOf: (id: string) => string | undefined }> => {
  const rows =
    documents.length === 0
      ? []
      : await run.tx.selectFrom('reusable_settings').selectAll().orderBy('id').execute()
  const find = matcher(rows)
  const names = new Set<string>()
  const matches = new Map<number, Match | null>()
  const ids = new Map<string, string>()
  const results: ImportResult[] = []
  const keep = async (
    { index, recognized }: Placed<'reusableSetting'>,
    work: () => Promise<Outcome>,
  ) => {
    const { document, passedOver } = recognized
    const facts = { index, kind: 'reusableSetting', name: document.displayName, passedOver }
    const result = await resultOf(facts, work)
    results.push(result)
    if (result.id && document.id !== undefined) ids.set(document.id, result.id)
  }
  const toFind: Placed<'reusableSetting'>[] = []
  // Ids and names first, for all of them: a certificate must not take what another document names.
  for (const placed of documents) {
    const { document } = placed.recognized
    try {
      checkDocument(document)
      if (names.has(document.displayName)) {
        throw badRequest('Another document has this name already.', 'displayName')
      }
      names.add(document.displayName)
      matches.set(placed.index, find.byIdOrName(document))
      toFind.push(placed)
    } catch (failure) {
      await keep(placed, () => Promise.reject(failure as Error))
    }
  }
  for (const placed of toFind) {
    const { document } = placed.recognized
    await keep(placed, async () => {
      const { sha256 } = await certificateOf(document.settingInstance)
      const match = matches.get(placed.index) ?? (await find.byCertificate(sha256))
      return match ? update(run, document, match) : create(run, document)
    })
  }
  return { results, idOf: (id) => ids.get(id) }
}
