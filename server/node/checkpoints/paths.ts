import { join, resolve } from 'node:path'

import { dataFiles } from '../data-folder.ts'

/**
 * Where checkpoints are written and the key that signs them. Neither is in the database, and the checkpoints are not even in
 * its folder: whoever puts an older copy of the folder back does not take them along.
 */
export const checkpointPaths = (
  dataFolder: string,
  environment: Record<string, string | undefined> = process.env,
): { file: string; key: string } => {
  const { path } = dataFiles(dataFolder)
  return {
    file: resolve(environment['EPM_CHECKPOINTS'] || `${path}.checkpoints`),
    key: resolve(environment['EPM_CHECKPOINT_KEY'] || join(path, 'checkpoint-key.pem')),
  }
}
