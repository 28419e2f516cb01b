import { describe, expect, it } from 'vitest'

import { assigned, codeOf, lastRecord, roleTenant, tags } from './role-tenant.spec-helper.ts'
import { errorOf, idsOf } from './tenant.spec-helper.ts'

describe('scope tags', () => {
  it('are made, renamed and deleted, each with a record', async () => {
    const here = await roleTenant()
    const made = await here.post('user:admin', tags, { displayName: 'Prague', description: 'CZ' })
    expect([made.status, made.body]).toMatchObject([
      201,
      { id: '3', displayName: 'Prague', description: 'CZ', isBuiltIn: false },
    ])
    expect(await lastRecord(here)).toMatchObject({
      activity: 'Create RoleScopeTag',
      tags: ['3'],
      changes: { displayName: [null, 'Prague'], description: [null, 'CZ'] },
    })
    expect((await here.patch('session:admin', `${tags}/3`, { displayName: 'Brno' })).status).toBe(
      428,
    )
    const ifMatch = { 'If-Match': '"1"' }
    expect(
      (await here.patch('user:admin', `${tags}/3`, { displayName: 'Brno' }, ifMatch)).status,
    ).toBe(200)
    expect((await lastRecord(here)).changes).toEqual({ displayName: ['Prague', 'Brno'] })
    expect((await here.delete('user:admin', `${tags}/3`, ifMatch)).status).toBe(412)
    expect((await here.delete('user:admin', `${tags}/3`)).status).toBe(204)
    expect(idsOf(await here.get('user:admin', tags))).toEqual(['0', '1', '2'])
  })

  it('never get the number of one that is gone', async () => {
    const here = await roleTenant()
    const make = async () =>
      (await here.post('user:admin', tags, { displayName: 'Prague' })).body['id']
    expect(await make()).toBe('3')
    await here.delete('user:admin', `${tags}/3`)
    expect(await make()).toBe('4')
    await here.delete('user:admin', `${tags}/4`)
    await here.db.deleteFrom('role_assignments').where('scope_tags_json', '!=', '[]').execute()
    await here.db.deleteFrom('device_scope_tags').execute()
    expect((await here.delete('user:admin', `${tags}/2`)).status).toBe(204)
    expect(await make()).toBe('5')
  })

  it('have names of their own', async () => {
    const here = await roleTenant()
    expect((await here.post('user:admin', tags, { displayName: 'TAG 1' })).status).toBe(409)
    expect((await here.patch('user:admin', `${tags}/2`, { displayName: 'tag 1' })).status).toBe(409)
    expect((await here.patch('user:admin', `${tags}/1`, { displayName: 'tag 1' })).status).toBe(200)
    expect((await here.post('user:admin', tags, { displayName: 'Prague', id: '7' })).status).toBe(
      400,
    )
  })

  it('are not deleted while anything carries them: an assignment without its last tag would reach everything', async () => {
    const here = await roleTenant({
      roleAssignments: [
        assigned('of-admins', 'role-all', ['admin']),
        assigned('narrow', 'role-friends', ['friend'], { scopeTagIds: ['2'] }),
      ],
      roleDefinitions: [
        { id: 'role-all', displayName: 'All', isBuiltIn: true, actions: ['*'] },
        {
          id: 'role-friends',
          displayName: 'Friends',
          isBuiltIn: false,
          actions: [],
          roleScopeTagIds: ['2'],
        },
      ],
    })
    const answer = await here.delete('user:admin', `${tags}/2`)
    expect([answer.status, codeOf(answer)]).toEqual([409, 'scopeTagInUse'])
    expect(errorOf(answer).message).toContain('1 device, 1 role, 1 role assignment')
  })

  it('are changed by those who have them, and Default by nobody', async () => {
    const here = await roleTenant()
    const rename = (caller: string, id: string) =>
      here.patch(caller, `${tags}/${id}`, { displayName: `Called by ${caller}` })
    expect((await rename('user:regional', '1')).status).toBe(200)
    const other = await rename('user:regional', '2')
    expect([other.status, codeOf(other)]).toEqual([403, 'scopeNotHeld'])
    const standard = await rename('user:admin', '0')
    expect([standard.status, codeOf(standard)]).toEqual([403, 'builtInRole'])
    expect((await here.delete('user:admin', `${tags}/0`)).status).toBe(403)
  })
})
