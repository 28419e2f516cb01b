import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { AuditEvent } from '#contract/audit.ts'

import {
  activityOf,
  activityWords,
  actorOf,
  changesOf,
  lacksReason,
  reasonOf,
  resultOf,
  spaced,
  targetsOf,
} from './audit-words.ts'

const event = (parts: Partial<AuditEvent>): AuditEvent => ({
  id: '1',
  activityDateTime: '2026-11-20T08:00:00Z',
  ...parts,
})

/** The shape of a live record: nulls where one would expect names, and `<null>` as text. */
const live = event({
  displayName: 'Create device configuration assignment 2.0 (beta)',
  activity: null,
  activityType: 'Create DeviceManagementConfigurationPolicyAssignment',
  activityResult: 'Success',
  actor: {
    auditActorType: 'ItPro',
    applicationDisplayName: 'Portal extension',
    userPrincipalName: 'user01@contoso.example',
  },
  resources: [
    {
      displayName: '<null>',
      auditResourceType: 'DeviceManagementConfigurationPolicyAssignment',
      resourceId: '99999999-9999-9999-9999-999999999999',
      modifiedProperties: [{ displayName: 'Source', oldValue: null, newValue: 'Direct' }],
    },
  ],
})

describe('audit event in words', () => {
  it('names the activity as the record does, and spells out type names', () => {
    expect(activityOf(live)).toBe('Create device configuration assignment 2.0 (beta)')
    expect(activityOf(event({ activityType: 'Approve ElevationRequest' }))).toBe(
      'Approved elevation request',
    )
    expect(
      activityOf(event({ activityType: 'Get ElevationRequest', activityResult: 'Failure' })),
    ).toBe('Refused: reading elevation requests')
    expect(activityOf(event({ activityType: 'Wipe ManagedDevice' }))).toBe('Wipe managed device')
    expect(activityOf(event({ displayName: '<null>' }))).toBe('Unnamed activity')
  })

  it('leaves names alone that are no type names', () => {
    expect(spaced('DeviceConfiguration')).toBe('Device configuration')
    for (const name of ['EPM', 'setup.exe', 'already spaced Out', 'aB', '']) {
      expect(spaced(name)).toBe(name)
    }
  })

  it('never drops a character but case and spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bare = (value: string) => value.replaceAll(' ', '').toLowerCase()
        expect(bare(activityWords(text))).toBe(bare(text))
      }),
    )
  })

  it('says who did it: a person, an application, or that it is not recorded', () => {
    expect(actorOf(live)).toEqual({ name: 'user01@contoso.example', kind: 'Admin', foreign: true })
    const system = event({
      actor: { auditActorType: 'System', userPrincipalName: null, applicationDisplayName: 'Clock' },
    })
    expect(actorOf(system)).toMatchObject({ name: 'Clock', kind: 'System' })
    expect(actorOf(event({ actor: null }))).toEqual({
      name: 'Not recorded',
      kind: 'Not recorded',
      foreign: false,
    })
    expect(actorOf(event({ actor: { type: 'PartnerApp' } })).kind).toBe('Partner app')
  })

  it('falls back to the id of a target without a name', () => {
    expect(targetsOf(live)).toEqual([
      {
        name: '99999999-9999-9999-9999-999999999999',
        type: 'Device management configuration policy assignment',
        recordedType: 'DeviceManagementConfigurationPolicyAssignment',
        id: '99999999-9999-9999-9999-999999999999',
      },
    ])
    expect(targetsOf(event({}))).toEqual([])
  })

  it('finds the reason of a reviewer and nothing else', () => {
    const decided = event({
      resources: [
        {
          modifiedProperties: [
            { displayName: 'status', oldValue: 'pending', newValue: 'denied' },
            { displayName: 'reviewerJustification', oldValue: null, newValue: 'Not signed' },
          ],
        },
      ],
    })
    expect(reasonOf(decided)).toBe('Not signed')
    expect(reasonOf(live)).toBeNull()
  })

  it('knows a decision without a reason from what needs none', () => {
    const denied = { activityType: 'Deny ElevationRequest', activityResult: 'Success' }
    expect(lacksReason(event(denied))).toBe(true)
    expect(lacksReason(event({ ...denied, activityResult: 'Failure' }))).toBe(false)
    const property = { displayName: 'reviewerJustification', newValue: 'Not signed' }
    const resources = [{ modifiedProperties: [property] }]
    expect(lacksReason(event({ ...denied, resources }))).toBe(false)
    expect(lacksReason(live)).toBe(false)
    const access = { activityType: 'Revoke-ElevatedAccessAuthorization', activityResult: 'Success' }
    expect(lacksReason(event(access))).toBe(true)
    const comment = { displayName: 'comment', newValue: 'Two only.' }
    const said = event({ ...access, resources: [{ modifiedProperties: [comment] }] })
    expect([lacksReason(said), reasonOf(said)]).toEqual([false, 'Two only.'])
    const auto = { ...access, activityType: 'Approve-ElevatedAccessRequest' }
    expect(lacksReason(event({ ...auto, actor: { type: 'System' } }))).toBe(false)
  })

  it('tells a report that was read from one that was saved as a file', () => {
    const job = (newValue: string) =>
      activityOf(
        event({
          activityType: 'Create DeviceManagementExportJob',
          activityResult: 'Success',
          resources: [{ modifiedProperties: [{ displayName: 'format', newValue }] }],
        }),
      )
    expect([job('json'), job('csv')]).toEqual(['Read reports', 'Exported report'])
  })

  it('lists every property with its old and new value, JSON over lines', () => {
    const changed = event({
      resources: [
        {
          displayName: 'Policy',
          modifiedProperties: [
            { displayName: 'roleScopeTagIds', oldValue: '["0"]', newValue: '["0","7"]' },
            { displayName: 'note', oldValue: '', newValue: '{broken' },
          ],
        },
      ],
    })
    expect(changesOf(changed)).toEqual([
      {
        key: '0.0',
        target: 'Policy',
        property: 'Role scope tag ids',
        before: '[\n  "0"\n]',
        after: '[\n  "0",\n  "7"\n]',
      },
      { key: '0.1', target: 'Policy', property: 'note', before: null, after: '{broken' },
    ])
  })

  it('knows success, failure, silence and words of the future', () => {
    expect(resultOf(live)).toEqual({ word: 'Carried out', tone: 'success' })
    expect(resultOf(event({ activityResult: 'Failure' }))).toEqual({
      word: 'Refused or failed',
      tone: 'danger',
    })
    expect(resultOf(event({})).word).toBe('Not recorded')
    expect(resultOf(event({ activityResult: 'Timeout' }))).toEqual({
      word: 'Timeout',
      tone: 'neutral',
    })
  })
})
