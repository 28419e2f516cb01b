import { exportFailure } from './export-job.ts'

/**
 * Where a job's file may be fetched from (R46): the very address the answer named, on our own origin or over https, without a
 * name or password in it.
 */
const fileAddress = (address: string): URL | null => {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || url.username !== '' || url.password !== '') return null
  return url.origin === globalThis.location.origin || url.protocol === 'https:' ? url : null
}

const isAbort = (reason: unknown) => reason instanceof Error && reason.name === 'AbortError'

/** Counts the bytes that go through. */
const counted = (onBytes: (bytes: number) => void) => {
  let bytes = 0
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (piece, controller) => {
      bytes += piece.byteLength
      onBytes(bytes)
      controller.enqueue(piece)
    },
  })
}

/** The ZIP of a job. Nothing of ours goes with the request: no token, no cookie, no address of this page. */
const fetchFile = async (address: string, signal: AbortSignal | undefined) => {
  const url = fileAddress(address)
  if (url === null) throw exportFailure('foreignLink', 'the file of the report')
  const own = url.origin === globalThis.location.origin
  let response: Response
  try {
    response = await globalThis.fetch(url.href, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache: 'no-store',
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (reason) {
    if (isAbort(reason)) throw reason
    // A storage host that does not let pages read is not told apart from one that does not answer.
    throw exportFailure(own ? 'network' : 'fileBlocked', url.host)
  }
  if (!response.ok || response.body === null)
    throw exportFailure('fileGone', String(response.status))
  return response.body
}

/**
 * The one entry of a job's ZIP as a stream. The ZIP is read to its end first, because its directory stands there; browsers keep
 * what is large on disk. A file that is cut off or altered fails with ApiError `fileBroken`, at the latest at its end.
 */
export const exportedFile = async (
  address: string,
  options: { signal?: AbortSignal | undefined; onBytes?: (bytes: number) => void } = {},
): Promise<ReadableStream<Uint8Array>> => {
  const { signal, onBytes } = options
  const body = await fetchFile(address, signal)
  const { configure, ZipReader } = await import('@zip.js/zip.js/lib/zip-core-custom.js')
  // It would read only as many files at once as there are processors, and wait for a slow disk with the rest.
  configure({ maxWorkers: 100 })
  const zip = new ZipReader(onBytes ? body.pipeThrough(counted(onBytes)) : body, {
    useWebWorkers: false,
    useCompressionStream: true,
  })
  try {
    const [entry] = await zip.getEntries()
    if (entry === undefined || entry.directory) throw exportFailure('fileBroken', 'no entry')
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const options = { checkSignature: true, ...(signal === undefined ? {} : { signal }) }
    // What goes wrong is told to whoever reads.
    entry
      .getData(writable, options)
      .catch((reason: unknown) => writable.abort(reason).catch(() => undefined))
    return withReasons(readable)
  } catch (reason) {
    throw broken(reason)
  }
}

const broken = (reason: unknown): unknown =>
  isAbort(reason) || (reason instanceof Error && reason.name === 'ApiError')
    ? reason
    : exportFailure('fileBroken', String(reason))

/** The same stream; what breaks it is told in our words. */
const withReasons = (stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> => {
  const reader = stream.getReader()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const next = await reader.read()
          if (next.done) controller.close()
          else controller.enqueue(next.value)
        } catch (reason) {
          throw broken(reason)
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
