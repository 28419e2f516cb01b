export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const short = (id: string) => id.split(/[_.]/).at(-1) ?? id

/** Settings of one rule or choice are a list in any order: they are known by what they set (graph-contract 4.2). */
const nameOf = (value: Json): string | null => {
  const id = isObject(value) ? value['settingDefinitionId'] : undefined
  return typeof id === 'string' ? short(id) : null
}
const members = (value: Json): [string, Json][] => {
  if (!Array.isArray(value)) return isObject(value) ? Object.entries(value) : []
  return value.map((each, index) => [nameOf(each) ?? String(index), each])
}
/** What only wraps the next name. */
const wrapping = /^(settingInstance|children|(choice|simple|group)Setting(Collection)?Value)$/

const shown = (value: Json | undefined): string =>
  value === undefined ? 'absent' : typeof value === 'string' ? value : JSON.stringify(value)

/**
 * Every place where two documents differ, as `path: ours, theirs`. A reference that is null says the same as one that
 * is absent (graph-contract 3); everything else counts.
 */
export const differences = (
  ours: Json | undefined,
  theirs: Json | undefined,
  at = '',
): string[] => {
  const isPlain = (value: Json | undefined) => !isObject(value) && !Array.isArray(value)
  if (isPlain(ours) || isPlain(theirs))
    return (ours ?? null) === (theirs ?? null) ? [] : [`${at}: ${shown(ours)}, ${shown(theirs)}`]
  const mine = new Map(members(ours ?? null))
  const other = new Map(members(theirs ?? null))
  return [...new Set([...other.keys(), ...mine.keys()])].flatMap((key) =>
    differences(
      mine.get(key),
      other.get(key),
      wrapping.test(key) ? at : at === '' ? key : `${at} ${key}`,
    ),
  )
}
