import { parseStored } from '../parse-stored.ts'
import type { Tx } from '../schema.ts'

/** Devices can be found by the id that Entra gave them, by which Graph names them as members of groups. */
export const deviceDirectoryIds = {
  version: 12,
  statements: () => [
    'alter table devices add column directory_id text',
    'create index devices_directory on devices (directory_id)',
  ],
  run: async (tx: Tx): Promise<void> => {
    const rows = await tx.selectFrom('devices').select(['id', 'resource']).execute()
    for (const { id, resource } of rows) {
      const directoryId = parseStored.device(resource).azureADDeviceId
      if (!directoryId) continue
      await tx
        .updateTable('devices')
        .set({ directory_id: directoryId })
        .where('id', '=', id)
        .execute()
    }
  },
}
