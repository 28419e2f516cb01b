import type { ChangeNotice } from '#contract/epm.ts'

import { mayKnow } from './may-know.ts'
import type { Handler } from './types.ts'

const heartbeatMs = 20_000

/**
 * `GET /epm/events`: one `data:` line for each change that this person could see, without the id of what changed (R17). Ends
 * when the client goes, or when the host aborts the request. The comment every 20 s keeps proxies from closing the stream and finds clients that are gone; with it comes a look whether the
 * session is still open (R41). Ended here, it is known at once.
 */
export const changeNotices: Handler<'changeNotices'> = async ({
  hub,
  request,
  deps,
  principal,
}) => {
  const encoder = new TextEncoder()
  let stop = () => {}
  let reader = principal
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      let closed = false
      const tell = async (notice: ChangeNotice) => {
        if (!(await mayKnow(deps.db, reader, notice)) || closed) return
        // The page reads its lists again and needs no id; a foreign one would tell of what is not there for this person.
        send(`data: ${JSON.stringify({ entity: notice.entity })}\n\n`)
      }
      const unsubscribe = hub.subscribe((notice) => {
        tell(notice).catch((error: unknown) =>
          deps.log({ level: 'error', message: 'a notice was not sent', error: String(error) }),
        )
      })
      const heartbeat = setInterval(() => {
        send(': still here\n\n')
        void checkSession()
      }, heartbeatMs)
      const stopWatching = hub.onSessionsEnded(() => void checkSession())
      stop = () => {
        closed = true
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
        const now = await deps.identify(request).catch(() => null)
        if (now?.kind === 'user') reader = now
        else abort()
      }
      request.signal.addEventListener('abort', abort, { once: true })
      send('retry: 3000\n\n')
      if (request.signal.aborted) abort()
    },
    cancel: () => stop(),
  })
  return { body, headers: { 'X-Accel-Buffering': 'no' } }
}
