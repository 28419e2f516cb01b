import type { Handler } from './types.ts'

const heartbeatMs = 20_000

/**
 * `GET /epm/events`: one `data:` line for each change. Ends when the client goes, or when the host aborts the request.
 * The comment every 20 s keeps proxies from closing the stream and finds clients that are gone.
 */
export const changeNotices: Handler<'changeNotices'> = async ({ hub, request }) => {
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      const unsubscribe = hub.subscribe((notice) => send(`data: ${JSON.stringify(notice)}\n\n`))
      const heartbeat = setInterval(() => send(': still here\n\n'), heartbeatMs)
      stop = () => {
        clearInterval(heartbeat)
        unsubscribe()
      }
      const abort = () => {
        stop()
        // Already closed when the client went first.
        try {
          controller.close()
        } catch {}
      }
      request.signal.addEventListener('abort', abort, { once: true })
      send('retry: 3000\n\n')
      if (request.signal.aborted) abort()
    },
    cancel: () => stop(),
  })
  return { body, headers: { 'X-Accel-Buffering': 'no' } }
}
