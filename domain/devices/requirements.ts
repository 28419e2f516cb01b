/** Build and the first revision of it that can run the EPM client (epm-behaviour 14.1); newer builds can all. */
const firstRevisions: ReadonlyMap<number, number> = new Map([
  [19044, 3393],
  [19045, 3393],
  [22000, 2713],
  [22621, 2215],
  [22631, 2506],
])
const firstBuildWithout = 26100

/** Whether a Windows version such as `10.0.22631.5909` can run the EPM client; null when the text is no such version. */
export const canRunClient = (osVersion: string | null | undefined): boolean | null => {
  const found = /^10\.0\.(\d{1,6})(?:\.(\d{1,6}))?$/.exec(osVersion ?? '')
  if (!found) return null
  const build = Number(found[1])
  if (build >= firstBuildWithout) return true
  const first = firstRevisions.get(build)
  if (first === undefined) return false
  return found[2] === undefined ? null : Number(found[2]) >= first
}
