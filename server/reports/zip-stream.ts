import { ZipWriter } from '@zip.js/zip.js/lib/zip-core-writer.js'

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
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const reader = readable.getReader()
  const write = async () => {
    // Compression is the platform's own and leaves this thread; a worker would need a script of its own.
    const zip = new ZipWriter(writable, { useWebWorkers: false, useCompressionStream: true })
    await zip.add(name, content, { lastModDate: at, dataDescriptor: true, signal: stop.signal })
    await zip.close()
  }
  const written = write().catch(async (reason: unknown) => {
    // The reader sees why; a writable that has failed already cannot be told again.
    await writable.abort(reason).catch(() => undefined)
    await content.cancel(reason).catch(() => undefined)
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
        await reader.cancel(reason)
        await written
      },
    },
    { highWaterMark: 0 },
  )
}
