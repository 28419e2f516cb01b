import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openRandomTenant, type RandomTenant } from './tenant.spec-helper.ts'
import { randomOf } from './world.spec-helper.ts'

/** R19: a link to the next page is opaque, and holds for its person, query and scope only. */
const base = '/deviceManagement'
const lists = [
  `${base}/elevationRequests`,
  `${base}/configurationPolicies`,
  `${base}/managedDevices`,
  `${base}/auditEvents`,
  `${base}/privilegeManagementElevations`,
] as const

let tenant: RandomTenant
beforeAll(async () => {
  tenant = await openRandomTenant(19)
})
afterAll(() => tenant.db.destroy())

const maybeLinkOf = async (reader: string, path: string, query = '$top=1') => {
  const { body } = await tenant.ask(reader, 'GET', `${path}?${query}`)
  const link = body['@odata.nextLink']
  if (typeof link !== 'string') return null
  const url = new URL(link)
  return { link, url, token: url.searchParams.get('$skiptoken') ?? '' }
}
const linkOf = async (reader: string, path: string) => {
  const found = await maybeLinkOf(reader, path)
  if (found === null) throw new Error(`${path} has no further page for ${reader}`)
  return found
}
const withToken = (path: string, token: string, query = '$top=1') =>
  `${path}?${query}&$skiptoken=${encodeURIComponent(token)}`

const refused = async (reader: string, path: string): Promise<string | null> => {
  const { status, body } = await tenant.ask(reader, 'GET', path)
  return status === 400 && body['value'] === undefined ? null : `${status} for ${path}`
}

describe('links to the next page (R19)', () => {
  it.each(lists)('of %s work as they are', async (path) => {
    const { link } = await linkOf('one', path)
    expect((await tenant.ask('one', 'GET', link)).status).toBe(200)
  })

  it('are refused when anything of them is changed: 1,000 of 1,000', async () => {
    const random = randomOf(1)
    const letters = 'ABCDEFabcdef0123456789-_.=~%'
    const links = await Promise.all(lists.map((path) => linkOf('one', path)))
    const mutate = (token: string): string => {
      const at = random.whole(token.length)
      const letter = random.pick(letters.split(''))
      return random.pick<() => string>([
        () => token.slice(0, at) + letter + token.slice(at + 1),
        () => token.slice(0, at) + letter + token.slice(at),
        () => token.slice(0, at) + token.slice(at + 1),
        () => token.slice(0, at),
        () => token.slice(at),
        () => token + token,
        () => token.toUpperCase(),
        () => token.split('.').toReversed().join('.'),
        () => `${btoa(JSON.stringify(['', '']))}.${token.split('.')[1] ?? ''}`,
      ])()
    }
    const wrong: string[] = []
    let tried = 0
    while (tried < 1_000) {
      const index = random.whole(lists.length)
      const [path, found] = [lists[index], links[index]]
      if (path === undefined || found === undefined) continue
      const token = mutate(found.token)
      if (token === found.token) continue
      tried += 1
      const fault = await refused('one', withToken(path, token))
      if (fault !== null) wrong.push(fault)
    }
    expect({ tried, wrong }).toEqual({ tried: 1_000, wrong: [] })
  })

  it('are refused for another person, query or list: 100 of 100', async () => {
    const random = randomOf(2)
    const readers = ['all', 'one', 'one-two', 'merged'] as const
    const queries = ['$top=1', '$top=2', '$top=1&$count=true', "$top=1&$filter=id ne 'x'"] as const
    const wrong: string[] = []
    for (let swapped = 0; swapped < 100;) {
      const [from, to] = [random.pick(lists), random.pick(lists)]
      const [one, other] = [random.pick(readers), random.pick(readers)]
      const [query, another] = [random.pick(queries), random.pick(queries)]
      if (from === to && one === other && query === another) continue
      const found = await maybeLinkOf(one, from, query)
      if (found === null) continue
      swapped += 1
      const fault = await refused(other, withToken(to, found.token, another))
      if (fault !== null) wrong.push(fault)
    }
    expect(wrong).toEqual([])
  })

  it('are refused once the scope of the person is another', async () => {
    const links = await Promise.all(lists.map((path) => linkOf('one-two', path)))
    const set = (tags: readonly string[]) =>
      tenant.db
        .updateTable('role_assignments')
        .set({ scope_tags_json: JSON.stringify(tags) })
        .where('id', '=', 'assignment one-two 0')
        .execute()
    for (const tags of [['1'], ['1', '2', '3'], []]) {
      await set(tags)
      for (const { link } of links) expect(await refused('one-two', link)).toBeNull()
    }
    await set(['1', '2'])
    for (const { link } of links) {
      expect((await tenant.ask('one-two', 'GET', link)).status).toBe(200)
    }
  })
})
