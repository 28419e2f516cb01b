import { describe, expect, it } from 'vitest'

import { Elevation } from '#contract/elevations.ts'

import { createFleet } from './fleet.ts'
import { fleetElevations } from './fleet-elevations.ts'

const at = new Date('2026-11-18T14:00:00.000Z')
const fleet = createFleet(1, { users: 300, devices: 400, files: 200 })
const events = [...fleetElevations(fleet, { at, count: 5_000, seed: 1 })]

describe('the fleet', () => {
  it('is the same for the same seed and another for another', () => {
    expect([...fleetElevations(fleet, { at, count: 5_000, seed: 1 })]).toEqual(events)
    expect([...fleetElevations(fleet, { at, count: 50, seed: 2 })]).not.toEqual(events.slice(0, 50))
  })

  it('reports valid elevations of 30 days, oldest first, each with its own id', () => {
    expect(events).toHaveLength(5_000)
    expect(new Set(events.map((event) => event.id)).size).toBe(5_000)
    const dates = events.map((event) => event.eventDateTime)
    expect(dates).toEqual(dates.toSorted())
    for (const event of events.slice(0, 500)) expect(Elevation.parse(event)).toEqual(event)
    expect(new Set(dates.map((date) => date.slice(0, 10))).size).toBe(30)
  })

  it('has heavy tails, quiet weekends and the noise of Windows', () => {
    const count = (of: (event: Elevation) => unknown) => {
      const counts = new Map<unknown, number>()
      for (const event of events) counts.set(of(event), (counts.get(of(event)) ?? 0) + 1)
      return [...counts.values()].toSorted((one, other) => other - one)
    }
    const people = events.filter((event) => !event.systemInitiatedElevation)
    expect(events.length - people.length).toBeGreaterThan(800)
    const byFile = count((event) => event.hash)
    const half = byFile.findIndex(
      (_count, index) => byFile.slice(0, index).reduce((sum, each) => sum + each, 0) > 2_500,
    )
    expect(half).toBeLessThan(30)
    const weekend = events.filter((event) =>
      [0, 6].includes(new Date(event.eventDateTime).getUTCDay()),
    )
    expect(weekend.length).toBeLessThan(1_000)
  })
})
