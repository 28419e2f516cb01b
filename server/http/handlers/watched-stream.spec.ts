import { describe, expect, it } from 'vitest'

import { watched } from './watched-stream.ts'

const told = () => {
  const said: string[] = []
  return { said, on: { ended: () => said.push('ended'), failed: () => said.push('failed') } }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('a watched stream', () => {
  it('is not broken by who leaves while a piece is awaited', async () => {
    const { said, on } = told()
    const reader = watched(new ReadableStream<Uint8Array>(), on).getReader()
    const reading = reader.read()
    await settled()
    await reader.cancel('left')
    expect(await reading).toEqual({ done: true, value: undefined })
    await settled()
    expect(said).toEqual(['ended'])
  })

  it('tells once that it broke, and that it came to its end', async () => {
    const broken = told()
    const failing = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('gone')),
    })
    await expect(watched(failing, broken.on).getReader().read()).rejects.toThrow('gone')
    expect(broken.said).toEqual(['failed', 'ended'])

    const whole = told()
    const empty = new ReadableStream<Uint8Array>({ start: (controller) => controller.close() })
    await watched(empty, whole.on).getReader().read()
    expect(whole.said).toEqual(['ended'])
  })
})
