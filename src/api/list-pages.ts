import { followLink } from './api.ts'
import { ApiError } from './errors.ts'
import { pause } from './export-job.ts'
import { callOnce, type Args, type ListName, type Output, type Row } from './queries.ts'

/** So long at most a page that came too often is waited for, in milliseconds. */
const longestPause = 2 * 60_000

/** Reads a page, after the pause that the backend asks for when there were too many. */
const patiently = async <T>(
  read: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> => {
  for (;;) {
    try {
      return await read()
    } catch (reason) {
      const wait = reason instanceof ApiError && reason.status === 429 ? reason.retryAfter : null
      if (wait === null || wait > longestPause) throw reason
      await pause(wait, signal)
    }
  }
}

const nextPage = async <N extends ListName>(
  name: N,
  link: string,
  signal: AbortSignal | undefined,
): Promise<Output<N>> => {
  const result = await followLink(name, link, signal)
  if (result.type === 'success') return result.data
  throw new ApiError(result)
}

/** A whole list, page by page, whatever its length. */
export async function* listPages<N extends ListName>(
  name: N,
  args: Args<N>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Row<N>[], void> {
  let page: Output<N> = await patiently(() => callOnce(name, args, signal), signal)
  for (;;) {
    // Every answer of a `ListName` is a Graph list; the compiler cannot follow that under a generic name.
    const { value, '@odata.nextLink': next } = page as {
      value: Row<N>[]
      '@odata.nextLink'?: string
    }
    yield value
    if (next === undefined) return
    page = await patiently(() => nextPage(name, next, signal), signal)
  }
}
