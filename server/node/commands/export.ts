import type { ConfigurationPolicy } from '#contract/policies.ts'
import { elevationSettingsTemplateId } from '#contract/policies.ts'
import { policyDocument, reusableSettingDocument } from '#domain/policies/interchange.ts'
import { parseStored } from '#server/store/parse-stored.ts'
import type { Db } from '#server/store/schema.ts'

import { openExistingData } from '../open-data.ts'
import { recordCommand, UsageError, type Command } from './command.ts'
import { writeFolder, type Exported } from './documents-folder.ts'

const readAll = async (db: Db): Promise<Exported[]> => {
  const policies = await db.selectFrom('policies').selectAll().orderBy('id').execute()
  const settings = await db.selectFrom('reusable_settings').selectAll().orderBy('id').execute()
  return [
    ...policies.map((row): Exported => ({
      kind: row.template_id === elevationSettingsTemplateId ? 'settings' : 'rules',
      id: row.id,
      name: row.name,
      document: policyDocument(
        parseStored.resource(row.resource) as ConfigurationPolicy,
        parseStored.settings(row.settings_json),
      ),
    })),
    ...settings.flatMap((row): Exported[] => {
      const document = reusableSettingDocument(parseStored.reusableSetting(row.resource))
      return document ? [{ kind: 'reusable', id: row.id, name: row.display_name, document }] : []
    }),
  ]
}

/** Writes every policy and reusable setting into a folder, one file each, so that they can live in git. */
export const exportCommand: Command = async (args, scope) => {
  const [folder, ...flags] = args
  const prune = flags.includes('--prune')
  if (!folder || folder.startsWith('-') || flags.some((flag) => flag !== '--prune')) {
    throw new UsageError('Usage: npm run epm -- export DIR [--prune]')
  }
  const { db } = await openExistingData(scope.dataFolder)
  try {
    const documents = await readAll(db)
    const { names, stale } = writeFolder(folder, documents, prune)
    await db.transaction().execute((tx) =>
      recordCommand(
        tx,
        {
          category: 'DeviceConfiguration',
          activityType: 'Export DeviceManagementConfigurationPolicy',
          operationType: 'Get',
          resource: {
            type: 'DeviceManagementConfigurationPolicy',
            id: '',
            displayName: `${names.length} files`,
          },
        },
        scope,
      ),
    )
    for (const name of names) scope.print(name)
    for (const name of stale) {
      scope.print(prune ? `${name} (deleted)` : `${name} (no longer there; --prune deletes it)`)
    }
    return 0
  } finally {
    await db.destroy()
  }
}
