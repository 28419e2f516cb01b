import { holds } from '#src/api/holds.ts'
import { eq, filterText } from '#src/lib/odata.ts'

/** After a lost answer: the thing of that name that holds all that was sent; null when there is none. */
export const findMade = async <R>(
  list: (query: { $filter: string | undefined; $top: number }) => Promise<{ value: readonly R[] }>,
  body: { displayName: string },
): Promise<R | null> => {
  const { value } = await list({
    $filter: filterText(eq('displayName', body.displayName)),
    $top: 10,
  })
  return value.find((each) => holds(each, body)) ?? null
}
