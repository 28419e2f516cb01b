import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { readListParams } from '#src/ui/table/list-params.ts'

import {
  elevationQuery,
  elevationSpec,
  exportAsk,
  rangeFault,
  utcDay,
} from './elevation-filters.ts'

const noon = Date.UTC(2026, 10, 20, 12, 0, 30)
const params = (address: string) => readListParams(elevationSpec, new URLSearchParams(address))
const filter = (address: string, report: 'elevations' | 'managed' = 'elevations') =>
  elevationQuery(report, params(address), noon).$filter

describe('the query of the elevation report', () => {
  it('lists all that is kept, newest first, and counts', () => {
    expect(elevationQuery('elevations', params(''), noon)).toEqual({
      $filter: undefined,
      $search: undefined,
      $orderby: 'eventDateTime desc',
      $top: 50,
      $count: true,
    })
  })

  it.each([
    ['type=zeroTouchElevation', "elevationType eq 'zeroTouchElevation'"],
    ['file=setup', "contains(filePath,'setup')"],
    ['hash=AB', "hash eq 'AB'"],
    ['publisher=Contoso', "contains(companyName,'Contoso')"],
    ['publisher="Contoso Ltd"', "companyName eq 'Contoso Ltd'"],
    ['publisher=""', "companyName eq ''"],
    ['user=adele', "contains(upn,'adele')"],
    ["user=O'Brien", "contains(upn,'O''Brien')"],
    ['device=LAP', "contains(deviceName,'LAP')"],
    [
      'device=0b5b8a5e-6a3f-4f0e-8e0a-7a1f5b3d9c21',
      "deviceId eq '0b5b8a5e-6a3f-4f0e-8e0a-7a1f5b3d9c21'",
    ],
    [
      'device="0b5b8a5e-6a3f-4f0e-8e0a-7a1f5b3d9c21"',
      "deviceId eq '0b5b8a5e-6a3f-4f0e-8e0a-7a1f5b3d9c21'",
    ],
    ['policy=p1', "policyId eq 'p1'"],
    ['system=hide', 'not(systemInitiatedElevation eq true)'],
    ['range=day', 'eventDateTime ge 2026-11-19T12:00:00.000Z'],
    ['range=week', 'eventDateTime ge 2026-11-13T12:00:00.000Z'],
    [
      'from=2026-11-18&to=2026-11-19',
      'eventDateTime ge 2026-11-18T00:00:00.000Z and eventDateTime lt 2026-11-20T00:00:00.000Z',
    ],
    ['range=day&to=2026-11-01', 'eventDateTime ge 2026-11-19T12:00:00.000Z'],
    ['type=somethingElse', undefined],
    ['from=2026-02-30', undefined],
  ])('%s', (address, expected) => {
    expect(filter(address)).toBe(expected)
  })

  it('lists in the managed report only what a policy decided', () => {
    expect(filter('', 'managed')).toBe("not(policyId eq null) and not(policyId eq '')")
  })

  it('takes results apart: succeeded, failed and denied share no elevation', () => {
    expect(filter('result=succeeded')).toContain('result eq 3010')
    expect(filter('result=failed')).toMatch(/^not\(.*not\(elevationType eq 'undetermined'\)$/)
    expect(filter('result=denied')).toMatch(/^elevationType eq 'undetermined' and not\(/)
  })

  it('lets no typed text leave its literal', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...`'"() aeqor/\\`.split('')) }),
        fc.constantFrom('file', 'publisher', 'user', 'device'),
        (text, name) => {
          const query = elevationQuery(
            'elevations',
            {
              search: '',
              filters: { [name]: text },
              sort: elevationSpec.defaultSort,
              isFiltered: true,
            },
            noon,
          )
          const rest = (query.$filter ?? '').replace(/'(?:[^']|'')*'/g, '')
          expect(rest).toMatch(/^(contains\([A-Za-z]+,\)|[A-Za-z]+ eq |)$/)
        },
      ),
    )
  })
})

describe('an export', () => {
  const asked = (address: string, report: 'elevations' | 'managed' = 'elevations') =>
    exportAsk(report, params(address), noon)

  it('asks the report by its columns where they are enough', () => {
    expect(asked('')).toEqual({ listed: false, ask: { filter: undefined, search: undefined } })
    expect(asked('type=zeroTouchElevation&range=day&search=setup')).toEqual({
      listed: false,
      ask: {
        filter:
          "EventDateTime ge 2026-11-19T12:00:00.000Z and ElevationType eq 'zeroTouchElevation'",
        search: 'setup',
      },
    })
    expect(asked('result=denied').ask.filter).toMatch(
      /^ElevationType eq 'undetermined' and not\(Result eq 0 or Result eq 1641 or Result eq 3010\)$/,
    )
  })

  it('asks the list with every other filter', () => {
    for (const query of ['file=a', 'hash=a', 'publisher=a', 'user=a', 'device=a', 'policy=a'])
      expect(asked(query)).toEqual({
        listed: true,
        ask: { filter: filter(query), search: undefined },
      })
    expect(asked('system=hide').listed).toBe(true)
    expect(asked('', 'managed').listed).toBe(true)
  })
})

describe('days of the address', () => {
  it('are UTC days that exist', () => {
    expect(utcDay('2026-11-20')).toBe(Date.UTC(2026, 10, 20))
    expect(utcDay('2026-11-30', 1)).toBe(Date.UTC(2026, 11, 1))
    for (const text of ['2026-02-30', '2026-13-01', '20-11-2026', 'x', '', undefined])
      expect(utcDay(text)).toBeNull()
  })

  it('are told when they make no sense', () => {
    expect(rangeFault({ from: '2026-11-19', to: '2026-11-18' })).toMatch(/before the first/)
    expect(rangeFault({ from: '2026-02-30' })).toMatch(/no such day/)
    expect(rangeFault({ from: '2026-11-18', to: '2026-11-18' })).toBeNull()
    expect(rangeFault({})).toBeNull()
  })
})
