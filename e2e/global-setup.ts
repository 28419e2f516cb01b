import { mkdirSync, rmSync } from 'node:fs'

import { baseData, startService } from './service.ts'

/** Seeds the sample tenant once; each test copies the files (copying beats cleaning tables). */
export default async function globalSetup() {
  rmSync(baseData, { recursive: true, force: true })
  mkdirSync(baseData, { recursive: true })
  const service = await startService(baseData)
  await service.stop()
}
