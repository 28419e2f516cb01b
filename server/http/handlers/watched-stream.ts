/** The same stream; `ended` runs once when it is read to its end, cancelled or broken, `failed` before it when broken. */
export const watched = (
  stream: ReadableStream<Uint8Array>,
  on: { ended: () => void; failed: (error: unknown) => void },
): ReadableStream<Uint8Array> => {
  const reader = stream.getReader()
  let cancelled = false
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read()
          // Cancelling ends a reading under way, and what is cancelled cannot be closed.
          if (cancelled) return
          if (!done) return controller.enqueue(value)
          on.ended()
          controller.close()
        } catch (error) {
          if (cancelled) return
          on.failed(error)
          on.ended()
          throw error
        }
      },
      cancel: async (reason) => {
        cancelled = true
        on.ended()
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}
