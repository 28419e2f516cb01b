import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startStandIn, type StandIn } from '#mocks/graph/stand-in.ts'
import { dataFiles } from '#server/node/data-folder.ts'
import { openSqlite } from '#server/node/sqlite.ts'
import { selfSigned } from '#server/self-signed.spec-helper.ts'

import { freshBaseData, type Service } from './service.ts'
import { startStaticServer } from './static-server.ts'

export type GraphService = Service & { standIn: StandIn }

/** The built page behind a plain web server, and the stand-in for Graph over a copy of the sample tenant. */
export const startGraphService = async (): Promise<GraphService> => {
  const folder = mkdtempSync(join(tmpdir(), 'epm-graph-'))
  cpSync(await freshBaseData(), folder, { recursive: true })
  const { db } = openSqlite(dataFiles(folder).database)
  const server = await startStaticServer()
  const { certificate, key } = selfSigned(new Date())
  const errors: string[] = []
  const standIn = await startStandIn({
    db,
    page: server.url,
    tls: { cert: certificate, key },
    now: () => new Date(),
    onError: (line) => void errors.push(line.replace('"level":"error"', '"level":50')),
  })
  server.configure(standIn.config, [standIn.graph, standIn.login, standIn.storage])
  return {
    url: server.url,
    dataFolder: folder,
    standIn,
    printed: () => errors.join('\n'),
    stop: async () => {
      await Promise.all([standIn.close(), server.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
