import { describe, expect, it } from 'vitest'

import { addressFaults } from './address-faults.ts'
import { applicationSpec } from './aggregated/typed-report.ts'
import { elevationSpec } from './elevation-filters.ts'

const faults = (address: string) =>
  addressFaults(elevationSpec, new URLSearchParams(address)).map(
    ({ name, value }) => `${name}=${value}`,
  )

describe('addressFaults', () => {
  it.each([
    ['type=zeroTouchElevation&result=denied&range=week&system=hide&search=x&sort=upn:desc'],
    ['user="a"&device=kiosk&hash=""&from=2026-11-01&to=2026-11-40'],
    ['of=1,2&type='],
    [''],
  ])('finds nothing to say of %s', (address) => expect(faults(address)).toEqual([]))

  it.each([
    ['result=perhaps', ['result=perhaps']],
    ['type=ZeroTouchElevation', ['type=ZeroTouchElevation']],
    ['typ=denied&result=denied', ['typ=denied']],
    ['range=year&system=no', ['range=year', 'system=no']],
    ['sort=colour:asc', ['sort=colour:asc']],
    ['constructor=1', ['constructor=1']],
  ])('names what is not understood in %s', (address, found) =>
    expect(faults(address)).toEqual(found),
  )

  it('knows each report by its own filters', () => {
    expect(addressFaults(applicationSpec, new URLSearchParams('result=denied'))).toEqual([
      { name: 'result', value: 'denied' },
    ])
  })
})
