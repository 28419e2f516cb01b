import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { ComponentType } from 'react'
import { describe, expect, it } from 'vitest'

import {
  faultNames,
  faultsAt,
  notRecorded,
  ofChange,
  type FaultName,
  type graphPerTest,
  type Outcome,
} from './graph-faults.spec-helper.ts'
import { renderPage } from './render-page.spec-helper.tsx'

/** Roles are not for tokens, with one of which a spec is signed in: what is read after a lost answer tells that nothing was done. */
export const neverDone: Partial<Record<FaultName, Outcome>> = Object.fromEntries(
  faultNames.filter((name) => ofChange[name] === 'done').map((name) => [name, notRecorded]),
)

/** A form or dialog that sends one change. */
export type Surface = {
  name: string
  page: ComponentType
  route: string
  address: string
  /** What was entered before and kept in the tab, by key. */
  drafts?: Record<string, unknown>
  /** Typed before it is sent; it has to stand there still after a failure. */
  entry?: { field: string | RegExp; value: string }
  prepare?: () => Promise<unknown>
  button: string
  method: string
  path: RegExp
  /** What else is still there after a failure. */
  kept?: string | RegExp
  /** What it says in words of its own. */
  own?: Partial<Record<FaultName, Outcome>>
}

/** What loads its parts first takes longer. */
const slow = { timeout: 12_000 }

/** Sends the change of each surface twice in one moment, with faults on its way. Call it at the top of the file. */
export const meetFaults = (
  on: ReturnType<typeof graphPerTest>,
  surfaces: readonly Surface[],
): void =>
  describe.each(surfaces.map((surface, place) => ({ ...surface, faults: faultsAt(place) })))(
    '$name',
    ({
      page,
      route,
      address,
      drafts = {},
      entry,
      prepare,
      button,
      method,
      path,
      kept,
      own,
      faults,
    }) => {
      it.each(faults)('%s', async (name) => {
        const outcome = own?.[name] ?? ofChange[name]
        for (const [key, value] of Object.entries(drafts))
          sessionStorage.setItem(`draft:${key}`, JSON.stringify(value))
        const { router } = await renderPage(page, route, address)
        const before = router.state.location
        const field = entry && (await screen.findByRole('textbox', { name: entry.field }, slow))
        if (field) fireEvent.change(field, { target: { value: entry.value } })
        await prepare?.()
        const send = await screen.findByRole('button', { name: button }, slow)
        await waitFor(() => expect(send).not.toHaveAttribute('aria-disabled', 'true'))
        on.fail(name, method, path)
        fireEvent.click(send)
        fireEvent.click(send)
        if (outcome === 'done')
          await waitFor(() => {
            const { pathname, search } = router.state.location
            expect(`${pathname}${search}`).not.toBe(`${before.pathname}${before.search}`)
          })
        else {
          expect((await screen.findAllByText(outcome))[0]).toBeVisible()
          if (field) expect(field).toHaveValue(entry.value)
          if (kept !== undefined) expect(screen.getAllByText(kept)[0]).toBeVisible()
          for (const [key, value] of Object.entries(drafts))
            expect(sessionStorage.getItem(`draft:${key}`)).toBe(JSON.stringify(value))
        }
        expect(on.calls(method, path)).toHaveLength(name === 'offline' ? 0 : 1)
      })
    },
  )
