// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest'

import { openSaveTarget } from './save-file.ts'

/** What jsdom does not have: a file that is written through a stream. */
const pickedFile = () => {
  const calls: string[] = []
  const picked = vi.fn(() =>
    Promise.resolve({
      createWritable: () =>
        Promise.resolve({
          write: (data: string) => Promise.resolve(void calls.push(`write ${data}`)),
          close: () => Promise.resolve(void calls.push('close')),
          abort: () => Promise.resolve(void calls.push('abort')),
        }),
    }),
  )
  vi.stubGlobal('showSaveFilePicker', picked)
  return { calls, picked }
}
const refusing = (name: string) =>
  vi.stubGlobal('showSaveFilePicker', () => Promise.reject(new DOMException('no', name)))

/** The names that were handed to the browser's downloads. */
const downloads = () => {
  const names: string[] = []
  vi.stubGlobal('URL', { ...URL, createObjectURL: () => 'blob:it', revokeObjectURL: () => {} })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    names.push(this.download)
  })
  return names
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('openSaveTarget', () => {
  it('asks where to save under our name and ending, and writes there piece by piece', async () => {
    const { calls, picked } = pickedFile()
    const names = downloads()
    const target = await openSaveTarget('elevations.csv', 'text/csv')
    expect(picked).toHaveBeenCalledWith({
      suggestedName: 'elevations.csv',
      types: [{ accept: { 'text/csv': ['.csv'] } }],
    })
    await target?.write('a')
    await target?.write('b')
    expect(calls).toEqual(['write a', 'write b'])
    await target?.close()
    expect(calls).toEqual(['write a', 'write b', 'close'])
    expect(names).toEqual([])
  })

  it('leaves the chosen file as it was when the export is stopped', async () => {
    const { calls } = pickedFile()
    const target = await openSaveTarget('elevations.csv', 'text/csv')
    await target?.write('a')
    await target?.abort()
    expect(calls).toEqual(['write a', 'abort'])
  })

  it('saves nothing when the person closes the dialog', async () => {
    refusing('AbortError')
    expect(await openSaveTarget('elevations.csv', 'text/csv')).toBeNull()
  })

  it.each(['SecurityError', 'NotAllowedError'])(
    'collects a download where the browser lets no page ask (%s)',
    async (name) => {
      refusing(name)
      const names = downloads()
      const target = await openSaveTarget('elevations.csv', 'text/csv')
      await target?.write('a')
      expect(names).toEqual([])
      await target?.close()
      expect(names).toEqual(['elevations.csv'])
    },
  )

  it('hides no other failure', async () => {
    refusing('InvalidStateError')
    await expect(openSaveTarget('elevations.csv', 'text/csv')).rejects.toThrow('no')
  })
})
