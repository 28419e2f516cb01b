import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { endpoints } from '#contract/endpoints.ts'
import { threePending } from '#worlds/small/three-pending.ts'

import { faultNames } from './faults.ts'
import { mswServer } from './msw-server.ts'
import { createTestService, type TestService } from './test-service.ts'

const at = new Date('2026-11-18T09:00:00.000Z')
const base = 'http://localhost:3000/beta'
let service: TestService
const server = mswServer(() => service)

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())
beforeEach(async () => {
  service = await createTestService(threePending(at))
  await service.as('requests.approver@contoso.example')
})
afterEach(() => service.close())

const list = `${base}${endpoints.elevationRequestList.path}`

describe('the core behind MSW', () => {
  it('answers a list from the database', async () => {
    const answer = await fetch(`${list}?$filter=status eq 'Pending'`)
    expect(answer.status).toBe(200)
    const body = (await answer.json()) as { value: { status: string }[] }
    expect(body.value.map((each) => each.status)).toEqual(['pending', 'pending', 'pending'])
  })

  it('refuses who is not signed in', async () => {
    await service.as(null)
    expect((await fetch(list)).status).toBe(401)
  })

  it('keeps what was decided', async () => {
    const { value } = (await (await fetch(list)).json()) as { value: { id: string }[] }
    const decided = await fetch(`${list}/${value[0]?.id}/deny`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-EPM-Request': '1' },
      body: JSON.stringify({ reviewerJustification: 'Not signed' }),
    })
    expect(decided.status).toBe(200)
    const again = (await (await fetch(`${list}/${value[0]?.id}`)).json()) as object
    expect(again).toMatchObject({ status: 'denied', reviewerJustification: 'Not signed' })
  })

  it.each(faultNames)('gives the fault %s once, then the truth', async (name) => {
    service.faults.add({ name, endpoint: 'elevationRequestList' })
    const faulty = await fetch(list)
    const text = await faulty.text()
    expect(faulty.status !== 200 || !text.includes('"value":[{')).toBe(true)
    expect((await fetch(list)).status).toBe(200)
  })
})
