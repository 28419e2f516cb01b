import { describe, expect, it } from 'vitest'

import type { AuditEvent } from '#contract/audit.ts'
import { attributes, clientSettings, ruleOptions } from '#domain/rules/definition-ids.ts'

import { sentencesOf } from './audit-sentences.ts'

type Property = { displayName: string; oldValue: string | null; newValue: string | null }

const recorded = (properties: Property[], activityResult = 'Success'): AuditEvent => ({
  id: '1',
  activityDateTime: '2026-11-20T08:00:00Z',
  activityResult,
  resources: [{ displayName: 'Policy', modifiedProperties: properties }],
})
const said = (...given: Parameters<typeof recorded>) =>
  sentencesOf(recorded(...given)).map(({ words, before, after, note }) =>
    [words, before, after, note].map((part) => part ?? '-').join(' | '),
  )

const choice = (id: string, value: string, children: unknown[] = []) => ({
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
  settingDefinitionId: id,
  choiceSettingValue: { value, children },
})
const rule = (type: keyof typeof ruleOptions.elevationType) =>
  JSON.stringify({
    children: [choice(attributes.elevationType.id, ruleOptions.elevationType[type])],
  })
const settings = (response: keyof typeof clientSettings.defaultResponse.options) =>
  JSON.stringify(
    choice(clientSettings.enable.id, clientSettings.enable.on, [
      choice(clientSettings.defaultResponse.id, clientSettings.defaultResponse.options[response]),
    ]),
  )

describe('audit record in sentences', () => {
  it('says which rule was added, removed or changed, and how it elevates', () => {
    expect(
      said([
        { displayName: 'rule Setup', oldValue: null, newValue: rule('userConfirmed') },
        { displayName: 'rule Old', oldValue: rule('automatic'), newValue: null },
        { displayName: 'rule Tool', oldValue: rule('automatic'), newValue: rule('deny') },
      ]),
    ).toEqual([
      'Rule added | - | Setup | User confirmed',
      'Rule removed | - | Old | Automatic',
      'Rule changed | - | Tool | Automatic → Deny',
    ])
  })

  it('still names a rule whose record cannot be read', () => {
    expect(said([{ displayName: 'rule X', oldValue: '{broken', newValue: '7' }])).toEqual([
      'Rule changed | - | X | -',
    ])
  })

  it('says which elevation setting changed, and nothing of those that did not', () => {
    expect(
      said([
        {
          displayName: clientSettings.enable.id,
          oldValue: settings('deny'),
          newValue: settings('supportApproval'),
        },
      ]),
    ).toEqual(['Default elevation response | Deny all requests | Require support approval | -'])
  })

  it('says to whom a policy was assigned', () => {
    const target = (type: string, groupId?: string) =>
      JSON.stringify({ '@odata.type': `#microsoft.graph.${type}`, groupId })
    expect(
      said([
        {
          displayName: 'assignment 1',
          oldValue: null,
          newValue: target('allDevicesAssignmentTarget'),
        },
        {
          displayName: 'assignment 2',
          oldValue: target('exclusionGroupAssignmentTarget', 'g-1'),
          newValue: null,
        },
      ]),
    ).toEqual([
      'Assignment added | - | all devices | -',
      'Assignment removed | - | g-1 | excluded group',
    ])
  })

  it('keeps the name of a new policy to its target, and tells a new name of an old one', () => {
    expect(said([{ displayName: 'name', oldValue: null, newValue: 'A' }])).toEqual([])
    expect(said([{ displayName: 'name', oldValue: 'A', newValue: 'B' }])).toEqual([
      'Name | A | B | -',
    ])
  })

  it('tells a refusal, leaves the reason to its own place, and shows no raw JSON', () => {
    expect(
      said(
        [
          { displayName: 'status', oldValue: null, newValue: '403' },
          { displayName: 'code', oldValue: null, newValue: 'Forbidden' },
        ],
        'Failure',
      ),
    ).toEqual(['The service answered | - | 403 | -', 'Because | - | Forbidden | -'])
    expect(
      said([
        { displayName: 'reviewerJustification', oldValue: null, newValue: 'Not signed' },
        { displayName: 'newThing', oldValue: '{}', newValue: '{"a":1}' },
      ]),
    ).toEqual(['New thing changed | - | - | -'])
  })
})
