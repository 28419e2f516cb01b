import { describe, expect, it } from 'vitest'

import { pamAccessTypes, pamLimits } from '#contract/pam.ts'

import { catalogue, findAccess, knownAccess, nameFault } from './catalogue.ts'

describe('the catalogue', () => {
  it.each(pamAccessTypes)('of a %s has no name twice and none that could not be used', (type) => {
    const names = catalogue[type].map(({ name }) => name)
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
    expect(names.filter((name) => nameFault(type, name) !== null)).toEqual([])
    expect(names.filter((name) => name.length > pamLimits.name)).toEqual([])
  })

  it('explains tasks that are there: no note is written for a name that is not', () => {
    const notes = catalogue.task.filter(({ note }) => note !== null)
    expect(notes).toHaveLength(36)
    expect(catalogue.task.length).toBeGreaterThan(700)
  })

  it('finds whatever the letter case, and by words of the explanation', () => {
    expect(knownAccess('task', ' new-moverequest ')?.name).toBe('New-MoveRequest')
    expect(knownAccess('role', 'New-MoveRequest')).toBeNull()
    expect(knownAccess('task', '__proto__')).toBeNull()
    expect(findAccess('task', 'journal')[0]?.name).toMatch(/Journal/)
    expect(findAccess('task', 'another person mailbox').map(({ name }) => name)).toContain(
      'Add-MailboxPermission',
    )
    expect(findAccess('task', 'New-M')[0]?.name).toMatch(/^New-M/)
  })

  it.each(['New-MoveRequest -Identity x', 'New', 'Exchange\\New-MoveRequest', "New-Move'Request"])(
    'refuses %s as a task',
    (name) => {
      expect(nameFault('task', name)).not.toBeNull()
    },
  )
})
