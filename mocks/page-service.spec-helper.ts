import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'

import { setClock } from '#src/lib/clock.ts'
import type { World } from '#worlds/world.ts'

import { mswServer } from './msw-server.ts'
import { createTestService, type TestService } from './test-service.ts'

/**
 * For the spec of a page: a service of its own for each test, behind MSW, signed in as `person`, with its clock and the
 * page's at the world's instant. Call it at the top of the file; call what it returns inside a test.
 */
export const servicePerTest = (world: World, person: string): (() => TestService) => {
  let service: TestService | null = null
  const current = () => {
    if (service === null) throw new Error('The service exists inside a test only.')
    return service
  }
  const server = mswServer(current)
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
  afterAll(() => server.close())
  beforeEach(async () => {
    setClock({ now: () => world.at.getTime() })
    service = await createTestService(world)
    await service.as(person)
  })
  afterEach(async () => {
    setClock(null)
    await service?.close()
    service = null
  })
  return current
}
