import { describe, expect, it } from 'vitest'

import { clientState, daysLeft, type ClientPolicy, type ClientState } from './client-state.ts'

const now = new Date('2026-05-10T09:00:00.000Z')
const windows = { operatingSystem: 'Windows', osVersion: '10.0.26100.6899' }
const policy = (over: Partial<ClientPolicy> = {}): ClientPolicy => ({
  enabled: true,
  state: 'succeeded',
  since: '2026-05-04T09:00:00.000Z',
  ...over,
})
const off = (since: string) => policy({ enabled: false, since })

describe('clientState', () => {
  it.each<[string, ClientPolicy[], ClientState]>([
    ['no settings policy', [], { kind: 'notProvisioned', because: 'noPolicy' }],
    ['one that turns it on', [policy()], { kind: 'enabled', because: 'agreed' }],
    [
      'one that turned it off six days ago',
      [off('2026-05-04T09:00:00.000Z')],
      { kind: 'disabled', removal: new Date('2026-05-11T09:00:00.000Z') },
    ],
    [
      'one that turned it off seven days ago',
      [off('2026-05-03T09:00:00.000Z')],
      { kind: 'notProvisioned', because: 'removed' },
    ],
    [
      'two that turned it off: the later counts',
      [off('2026-05-01T09:00:00.000Z'), off('2026-05-09T09:00:00.000Z')],
      { kind: 'disabled', removal: new Date('2026-05-16T09:00:00.000Z') },
    ],
    [
      'two that disagree: it stays on',
      [policy({ state: 'conflict' }), policy({ enabled: false, state: 'conflict' })],
      { kind: 'enabled', because: 'conflict' },
    ],
    ['one that has not arrived', [policy({ state: 'pending' })], { kind: 'waiting' }],
    [
      'one that is there and one on its way',
      [policy(), off('2026-05-09T09:00:00.000Z')].map((each, index) =>
        index === 1 ? { ...each, state: 'pending' } : each,
      ),
      { kind: 'enabled', because: 'agreed' },
    ],
    ['one that failed', [policy(), policy({ state: 'error' })], { kind: 'error' }],
    [
      'one that the device cannot take',
      [policy({ state: 'notApplicable' })],
      { kind: 'notApplicable', because: 'reported' },
    ],
    [
      'one that does not say',
      [policy({ enabled: null })],
      { kind: 'notProvisioned', because: 'notSaid' },
    ],
  ])('%s', (_name, policies, state) => {
    expect(clientState(windows, policies, now)).toEqual(state)
  })

  it.each([
    [{ operatingSystem: 'macOS', osVersion: '15.1' }, 'system'],
    [{ operatingSystem: 'Windows', osVersion: '10.0.19044.1288' }, 'windows'],
  ] as const)('does not apply on %j, whatever the policies say', (device, because) => {
    expect(clientState(device, [policy()], now)).toEqual({ kind: 'notApplicable', because })
  })
})

describe('daysLeft', () => {
  it.each([
    ['2026-05-17T09:00:00.000Z', 7],
    ['2026-05-11T09:00:00.000Z', 1],
    ['2026-05-10T10:00:00.000Z', 1],
    ['2026-05-11T09:00:00.001Z', 2],
  ])('until %s: %s', (removal, days) => {
    expect(daysLeft(new Date(removal), now)).toBe(days)
  })
})
