import { describe, expect, it } from 'vitest'

import { elevationRequest, idsOf, policy, tenant } from './tenant.spec-helper.ts'

/** Points in which SQLite and PostgreSQL differ unless they are told not to; each runs on both. */
const requests = '/deviceManagement/elevationRequests'
const policies = '/deviceManagement/configurationPolicies'
const names = ['_x', 'a', 'B', 'Ä', 'ä', 'z', 'Z-1', 'é', '\u{1F4BB}', 'a b', 'a-b', 'ab']
const named = names.map((deviceName, index) =>
  elevationRequest({ id: `r${String(index).padStart(2, '0')}`, deviceName }),
)
const nameOf = (id: unknown) => names[Number(String(id).slice(1))] ?? ''
const bytes = (text: string) =>
  Buffer.from(text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()))

describe('whatever the database', () => {
  it('text is ordered byte by byte, letter case of ASCII aside', async () => {
    const world = await tenant({ elevationRequests: named })
    const answer = await world.get('user:reader', `${requests}?$orderby=deviceName&$top=100`)
    const expected = names.toSorted((one, other) => Buffer.compare(bytes(one), bytes(other)))
    expect(idsOf(answer).map(nameOf)).toEqual(expected)
  })

  it('a text finds itself, and no other letter case but that of ASCII', async () => {
    const world = await tenant({ elevationRequests: named })
    for (const name of names) {
      const filter = encodeURIComponent(`deviceName eq '${name}'`)
      const answer = await world.get('user:reader', `${requests}?$filter=${filter}`)
      expect(idsOf(answer).map(nameOf)).toEqual([name])
    }
    const contains = encodeURIComponent("contains(deviceName,'Z-')")
    const answer = await world.get('user:reader', `${requests}?$filter=${contains}`)
    expect(idsOf(answer).map(nameOf)).toEqual(['Z-1'])
  })

  it('a number is compared that no column could hold', async () => {
    const world = await tenant({ policies: [policy('policy-1', 'One')] })
    const ask = async (filter: string) =>
      idsOf(await world.get('user:reader', `${policies}?$filter=${encodeURIComponent(filter)}`))
    expect(await ask('settingCount gt 999999999999999')).toEqual([])
    expect(await ask('settingCount lt 999999999999999')).toHaveLength(1)
    expect(await ask('settingCount gt 0.5')).toHaveLength(1)
    expect(await ask('settingCount eq 1.5')).toEqual([])
  })

  it('U+0000 in the text of a device is stored and asked for without a failure', async () => {
    const applicationDetail = { fileName: 'a\0b.exe', filePath: 'C:\\\0' }
    const world = await tenant({ elevationRequests: [elevationRequest({ applicationDetail })] })
    const answer = await world.get('user:reader', `${requests}?$search=exe`)
    expect(answer.status).toBe(200)
    expect(JSON.stringify(answer.body)).toContain('a\\u0000b.exe')
  })
})
