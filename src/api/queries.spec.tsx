// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest'
import '#src/test-setup.ts'

import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import {
  callOnce,
  invalidateEndpoints,
  listQuery,
  q,
  qAllowing,
  useApiMutation,
} from './queries.ts'
import { createQueryClient } from './query-client.ts'
import { useList } from './use-list.ts'

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const refused = (status: number) => json({ error: { code: 'X', message: 'No.' } }, status)
const request = (id: string, status = 'pending') => ({
  id,
  requestCreatedDateTime: '2026-11-20T10:00:00Z',
  requestLastModifiedDateTime: '2026-11-20T10:00:00Z',
  status,
})

const serving = (answer: (url: URL, init?: RequestInit) => Response | Promise<Response>) => {
  const fetched = vi.fn((url: string, init?: RequestInit) =>
    Promise.resolve(answer(new URL(url), init)),
  )
  vi.stubGlobal('fetch', fetched)
  const signedOut = vi.fn()
  const client = createQueryClient(signedOut)
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  return { fetched, client, wrapper, signedOut }
}

afterEach(() => vi.unstubAllGlobals())

const approve = { path: { id: 'r1' }, body: {} }

describe('queries', () => {
  it('have the endpoint and its arguments as key', () => {
    const args = { path: { id: 'r1' } }
    expect(q('elevationRequestGet', args).queryKey).toEqual(['elevationRequestGet', args])
  })

  it('tell when the session has ended', async () => {
    const { client, signedOut } = serving(() => refused(401))
    await expect(client.fetchQuery(q('me', {}))).rejects.toMatchObject({ status: 401 })
    expect(signedOut).toHaveBeenCalledOnce()
  })

  it('give an expected refusal as a value, and throw any other', async () => {
    let status = 403
    const { client } = serving(() => refused(status))
    const device = qAllowing(
      'deviceGet',
      { path: { id: 'd1' } },
      { statuses: [403], why: 'no right' },
    )
    expect(await client.fetchQuery(device)).toMatchObject({ ok: false, error: { status: 403 } })
    status = 404
    client.clear()
    await expect(client.fetchQuery(device)).rejects.toMatchObject({ status: 404 })
  })

  it('read a list page by page by its next link', async () => {
    const { wrapper, fetched } = serving((url) =>
      json(
        url.searchParams.has('$skiptoken')
          ? { value: [request('r2')] }
          : {
              value: [request('r1')],
              '@odata.count': 2,
              '@odata.nextLink': `${url.origin}${url.pathname}?$skiptoken=abc`,
            },
      ),
    )
    const query = listQuery('elevationRequestList', { query: { $count: true } })
    const { result } = renderHook(() => useList(query), { wrapper })
    expect(result.current.loading).toBe(true)
    await waitFor(() => expect(result.current.rows).toHaveLength(1))
    expect(result.current).toMatchObject({ total: 2, hasMore: true })
    act(() => result.current.loadMore())
    await waitFor(() => expect(result.current.rows.map(({ id }) => id)).toEqual(['r1', 'r2']))
    expect(result.current.hasMore).toBe(false)
    expect(fetched).toHaveBeenCalledTimes(2)
  })
})

describe('useApiMutation', () => {
  const mutation = (
    wrapper: ({ children }: { children: ReactNode }) => ReactNode,
    options: Partial<Parameters<typeof useApiMutation<'elevationRequestApprove'>>[1]> = {},
  ) =>
    renderHook(() => useApiMutation('elevationRequestApprove', { invalidates: [], ...options }), {
      wrapper,
    })

  it('sends nothing while offline, now or later', async () => {
    const { wrapper, fetched } = serving(() => json(request('r1')))
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const { result } = mutation(wrapper)
    act(() => result.current.send(approve))
    await waitFor(() => expect(result.current.error?.kind).toBe('offline'))
    online.mockReturnValue(true)
    act(() => void window.dispatchEvent(new Event('online')))
    expect(result.current.pending).toBe(false)
    expect(fetched).not.toHaveBeenCalled()
  })

  it('reads again what it changes', async () => {
    const { wrapper, client } = serving((_, init) =>
      json(init?.method === 'POST' ? request('r1', 'approved') : request('r1')),
    )
    const read = q('elevationRequestGet', { path: { id: 'r1' } })
    await client.fetchQuery(read)
    const { result } = mutation(wrapper, { invalidates: ['elevationRequestGet'] })
    act(() => result.current.send(approve))
    await waitFor(() => expect(result.current.data?.status).toBe('approved'))
    expect(client.getQueryState(read.queryKey)?.isInvalidated).toBe(true)
  })

  const losingTheAnswer = (found: () => Response) =>
    serving((_, init) =>
      init?.method === 'POST' ? Promise.reject(new TypeError('Failed to fetch')) : found(),
    )
  const verify = async () => {
    const now = await callOnce('elevationRequestGet', { path: { id: 'r1' } })
    return now.status === 'approved' ? now : null
  }
  const posts = (fetched: { mock: { calls: [string, RequestInit?][] } }) =>
    fetched.mock.calls.filter(([, init]) => init?.method === 'POST').length

  it('finds the truth when the answer was lost: it was recorded', async () => {
    const { wrapper, fetched } = losingTheAnswer(() => json(request('r1', 'approved')))
    const { result } = mutation(wrapper, { verify })
    act(() => result.current.send(approve))
    await waitFor(() => expect(result.current.data?.status).toBe('approved'))
    expect(result.current.error).toBeNull()
    expect(posts(fetched)).toBe(1)
  })

  it('finds the truth when the answer was lost: nothing was recorded', async () => {
    const { wrapper, fetched } = losingTheAnswer(() => json(request('r1')))
    const { result } = mutation(wrapper, { verify })
    act(() => result.current.send(approve))
    await waitFor(() => expect(result.current.error?.kind).toBe('notRecorded'))
    expect(result.current.checking).toBe(false)
    expect(posts(fetched)).toBe(1)
  })

  it('claims nothing when the truth cannot be read either', async () => {
    const { wrapper, fetched } = losingTheAnswer(() => refused(404))
    const { result } = mutation(wrapper, { verify })
    act(() => result.current.send(approve))
    await waitFor(() => expect(result.current.error?.kind).toBe('unknownOutcome'))
    expect(posts(fetched)).toBe(1)
  })

  it.each([
    ['does not read again what it deleted', 204, 1],
    ['reads again what could not be deleted', 403, 2],
  ])('%s', async (_, status, reads) => {
    const id = `setting-${status}`
    const setting = {
      id,
      displayName: 'A certificate',
      settingDefinitionId: 'certificate',
      createdDateTime: '2026-11-20T10:00:00Z',
      lastModifiedDateTime: '2026-11-20T10:00:00Z',
    }
    const { fetched, client, wrapper } = serving((_url, init) => {
      if (init?.method !== 'DELETE') return json(setting)
      return status === 204 ? new Response(null, { status }) : refused(status)
    })
    const { result } = renderHook(
      () => ({
        shown: useQuery(q('reusableSettingGet', { path: { id } })),
        remove: useApiMutation('reusableSettingDelete', { invalidates: [] }),
      }),
      { wrapper },
    )
    await waitFor(() => expect(result.current.shown.isSuccess).toBe(true))
    await act(() =>
      result.current.remove.sendAsync({ path: { id }, ifMatch: '"1"' }).then(
        () => undefined,
        () => undefined,
      ),
    )
    // What a change notice does while the page of the deleted thing is still there.
    await act(() => invalidateEndpoints(client, ['reusableSettingGet']))
    expect(fetched.mock.calls.filter(([, init]) => init?.method !== 'DELETE')).toHaveLength(reads)
  })
})
