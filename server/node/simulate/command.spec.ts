import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'

import { loadWorld } from '#server/store/load-world.ts'
import { memoryDb } from '#server/store/memory-db.spec-helper.ts'
import { emptyWorld } from '#worlds/empty.ts'
import { uuidOf } from '#worlds/ids.ts'
import { hostileWorld } from '#worlds/small/hostile-strings.ts'
import { manyRequests } from '#worlds/small/many-requests.ts'
import { threePending } from '#worlds/small/three-pending.ts'
import type { World } from '#worlds/world.ts'

import { simulateCommand } from './command.ts'

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
  it('answers 2 and the usage for wrong arguments, without opening the database', async () => {
    const lines: string[] = []
    const code = await simulateCommand(['--url', 'https://console.contoso.example'], {
      openDatabase: () => Promise.reject(new Error('must not be opened')),
      print: (line) => lines.push(line),
    })
    expect(code).toBe(2)
    expect(lines.join('\n')).toMatch(/not this machine/)
  })

  it('answers 1 and closes the database when a server refuses every call', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const db = await loaded(threePending(at))
    const lines: string[] = []
    let closed = false
    const code = await simulateCommand(
      ['--url', `http://127.0.0.1:${port}`, '--rate', '6000', '--minutes', '1'],
      {
        openDatabase: () =>
          Promise.resolve({
            db,
            close: async () => {
              closed = true
            },
          }),
        print: (line) => lines.push(line),
      },
    )
    await new Promise((resolve) => server.close(resolve))
    expect(code).toBe(1)
    expect(closed).toBe(true)
    expect(lines.join('\n')).toMatch(/stopping/)
    const open = await db
      .selectFrom('tokens')
      .select('id')
      .where('revoked_at', 'is', null)
      .execute()
    expect(open).toEqual([])
  })
})
