/** What was found of some ids, of which each is read by itself. */
export type Lookup<T> = {
  found: ReadonlyMap<string, T>
  /** Ids still being read. */
  loading: ReadonlySet<string>
  /** Ids that do not exist, or that this person may not see. */
  missing: ReadonlySet<string>
}

type Answer<T> = { data: { ok: true; data: T } | { ok: false } | undefined; isError: boolean }

export const toLookup = <T>(ids: readonly string[], answers: readonly Answer<T>[]): Lookup<T> => {
  const found = new Map<string, T>()
  const loading = new Set<string>()
  const missing = new Set<string>()
  ids.forEach((id, index) => {
    const answer = answers[index]
    if (answer?.data?.ok === true) found.set(id, answer.data.data)
    else if (answer?.isError === true || answer?.data?.ok === false) missing.add(id)
    else loading.add(id)
  })
  return { found, loading, missing }
}

/** Plain parts only, which the query cache keeps the same as long as nothing changes. */
export const answerParts = <T>(results: readonly Answer<T>[]): Answer<T>[] =>
  results.map(({ data, isError }) => ({ data, isError }))
