import type { Handler } from './types.ts'

const heartbeatMs = 20_000

/**
 * `GET /epm/events`: one `data:` line for each change. Ends when the client goes, or when the host aborts the request.
 * The comment every 20 s keeps proxies from closing the stream and finds clients that are gone; with it comes a look whether the
 * session is still open (R41). Ended here, it is known at once.
 */
export const changeNotices: Handler<'changeNotices'> = async ({ hub, request, deps }) => {
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      const unsubscribe = hub.subscribe((notice) => send(`data: ${JSON.stringify(notice)}\n\n`))
      const heartbeat = setInterval(() => {
        send(': still here\n\n')
        void checkSession()
      }, heartbeatMs)
      const stopWatching = hub.onSessionsEnded(() => void checkSession())
      stop = () => {
        clearInterval(heartbeat)
        unsubscribe()
        stopWatching()
      }
      const abort = () => {
        stop()
        // Already closed when the client went first.
        try {
          controller.close()
        } catch {}
      }
      const checkSession = async () => {
        if ((await deps.identify(request).catch(() => null)) === null) abort()
      }
      request.signal.addEventListener('abort', abort, { once: true })
      send('retry: 3000\n\n')
      if (request.signal.aborted) abort()
    },
    cancel: () => stop(),
  })
  return { body, headers: { 'X-Accel-Buffering': 'no' } }
}
