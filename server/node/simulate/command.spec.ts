import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { loadWorld } from '#server/store/load-world.ts'
import { migrate } from '#server/store/migrations.ts'
import { memoryDb } from '#server/store/memory-db.spec-helper.ts'
import { emptyWorld } from '#worlds/empty.ts'
import { uuidOf } from '#worlds/ids.ts'
import { hostileWorld } from '#worlds/small/hostile-strings.ts'
import { manyRequests } from '#worlds/small/many-requests.ts'
import { threePending } from '#worlds/small/three-pending.ts'
import type { World } from '#worlds/world.ts'

import { UsageError } from '../commands/command.ts'
import { simulate } from '../commands/simulate.ts'
import { dataFiles } from '../data-folder.ts'
import { openSqlite } from '../sqlite.ts'

const at = new Date('2026-11-18T14:37:12.345Z')

const loaded = async (world: World) => {
  const db = await memoryDb(at)
  let ids = 0
  await loadWorld(db, world, () => uuidOf(`loaded ${(ids += 1)}`))
  return db
}

describe('the worlds', () => {
  it.each([
    ['empty', emptyWorld(at)],
    ['three pending', threePending(at)],
    ['many', manyRequests(at, 1_200)],
    [
      'hostile',
      hostileWorld(at, ['', "'; drop table x", '\u202Efdp.exe', '<b>', '\u0000', '\uD800']),
    ],
  ])('load into the store: %s', async (_name, world) => {
    const db = await loaded(world)
    const requests = await db.selectFrom('elevation_requests').select('id').execute()
    expect(requests).toHaveLength(world.elevationRequests.length)
  })
})

describe('the simulate command', () => {
  const lines: string[] = []
  const scope = (dataFolder: string) => ({
    dataFolder,
    print: (line: string) => void lines.push(line),
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
  })

  it('refuses wrong arguments before it opens anything', async () => {
    const command = simulate(['--url', 'https://console.contoso.example'], scope('/nowhere'))
    await expect(command).rejects.toThrow(UsageError)
  })

  it('says so when there is no database', async () => {
    const command = simulate(
      ['--url', 'http://127.0.0.1:1', '--data', '/nowhere'],
      scope('/nowhere'),
    )
    await expect(command).rejects.toThrow(/no database/)
  })

  it('follows no redirect, gives up, answers 1 and leaves no token behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'epm-simulate-'))
    const { db } = openSqlite(dataFiles(folder).database)
    await migrate(db, { now: at })
    await loadWorld(db, threePending(at), () => crypto.randomUUID())
    const elsewhere: string[] = []
    const server = createServer((request, response) => {
      if (request.url === '/elsewhere') elsewhere.push(request.headers.authorization ?? '')
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const code = await simulate(
      ['--url', `http://127.0.0.1:${port}`, '--rate', '6000', '--minutes', '1', '--data', folder],
      scope(folder),
    )
    server.close()
    expect(code).toBe(1)
    expect(elsewhere).toEqual([])
    expect(lines.join('\n')).toMatch(/stopping/)
    const tokens = await db.selectFrom('tokens').select('revoked_at').execute()
    expect(tokens.length).toBeGreaterThan(0)
    expect(tokens.every((token) => token.revoked_at !== null)).toBe(true)
    await db.destroy()
    rmSync(folder, { recursive: true })
  })
})
