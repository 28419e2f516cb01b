import { configure, ZipWriter } from '@zip.js/zip.js/lib/zip-core-custom.js'

// The library lets only as many entries be written at once as there are processors, also without workers: a few readers who
// stopped reading would hold up everybody. What one person may fetch at once is limited where files are fetched.
configure({ maxWorkers: 10_000 })

/**
 * A ZIP with one entry, written while it is read: nothing is kept but the piece under way. Cancelling it stops the content;
 * a failure of the content fails it.
 */
export const zipStream = (
  name: string,
  content: ReadableStream<Uint8Array>,
  at: Date,
): ReadableStream<Uint8Array> => {
  const stop = new AbortController()
  // The library holds what it is given until it is done with it; through a reader of our own the content can be let go at once.
  const source = content.getReader()
  const feed = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await source.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
    },
    { highWaterMark: 0 },
  )
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const reader = readable.getReader()
  const write = async () => {
    // Compression is the platform's own and leaves this thread; a worker would need a script of its own.
    const zip = new ZipWriter(writable, { useWebWorkers: false, useCompressionStream: true })
    await zip.add(name, feed, { lastModDate: at, dataDescriptor: true, signal: stop.signal })
    await zip.close()
  }
  const written = write().catch(async (reason: unknown) => {
    await source.cancel(reason).catch(() => undefined)
    // The reader sees why; a writable that has failed already cannot be told again.
    await writable.abort(reason).catch(() => undefined)
  })
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
        await written
        controller.close()
      },
      cancel: async (reason) => {
        stop.abort(reason)
        await Promise.all([source.cancel(reason), reader.cancel(reason)])
        await written
      },
    },
    { highWaterMark: 0 },
  )
}
