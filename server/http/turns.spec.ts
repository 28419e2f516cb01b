import fc from 'fast-check'
import { expect, it } from 'vitest'

import { createTurns } from './turns.ts'

/** Work that ends when it is told to, and what has begun so far. */
const bench = () => {
  const begun: string[] = []
  const ends = new Map<string, { end: () => void; fail: () => void }>()
  const work = (name: string) => () => {
    begun.push(name)
    return new Promise<string>((resolve, reject) => {
      ends.set(name, { end: () => resolve(name), fail: () => reject(new Error(name)) })
    })
  }
  return { begun, work, end: (name: string) => ends.get(name)?.end(), ends }
}

it('lets a caller begin where another has many waiting', async () => {
  const turns = createTurns(2)
  const { begun, work, end } = bench()
  const flood = Array.from({ length: 16 }, (_, at) => turns('flood', work(`flood ${at}`)))
  const person = turns('person', work('person'))
  expect(begun).toEqual(['flood 0', 'flood 1', 'person'])
  end('person')
  expect(await person).toBe('person')
  for (const [at, each] of flood.entries()) {
    expect(begun).toContain(`flood ${at}`)
    end(`flood ${at}`)
    expect(await each).toBe(`flood ${at}`)
  }
})

it('hands the turn on when work fails, and forgets callers who are done', async () => {
  const turns = createTurns(1)
  const { begun, work, end, ends } = bench()
  const first = turns('a', work('first'))
  const second = turns('a', work('second'))
  ends.get('first')?.fail()
  await expect(first).rejects.toThrow('first')
  expect(begun).toEqual(['first', 'second'])
  end('second')
  await second
  const third = turns('a', work('third'))
  end('third')
  expect(await third).toBe('third')
})

it('never runs more than it may of one caller, runs everything, each caller in order', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(
        fc.record({
          caller: fc.constantFrom('a', 'b', 'c'),
          ticks: fc.nat({ max: 5 }),
          fails: fc.boolean(),
        }),
        { maxLength: 40 },
      ),
      async (most, calls) => {
        const turns = createTurns(most)
        const running = new Map<string, number>()
        const begun = new Map<string, number[]>()
        const done = await Promise.allSettled(
          calls.map(({ caller, ticks, fails }, at) =>
            turns(caller, async () => {
              const now = (running.get(caller) ?? 0) + 1
              running.set(caller, now)
              begun.set(caller, [...(begun.get(caller) ?? []), at])
              expect(now).toBeLessThanOrEqual(most)
              for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve()
              running.set(caller, (running.get(caller) ?? 0) - 1)
              if (fails) throw new Error(String(at))
              return at
            }),
          ),
        )
        for (const [at, each] of done.entries())
          expect(each).toMatchObject(
            calls[at]?.fails
              ? { status: 'rejected', reason: { message: String(at) } }
              : { status: 'fulfilled', value: at },
          )
        for (const order of begun.values()) expect(order).toEqual(order.toSorted((a, b) => a - b))
      },
    ),
  ))
