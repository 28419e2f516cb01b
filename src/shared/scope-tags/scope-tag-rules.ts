const mostTags = 100

/** What is wrong with the chosen scope tags (epm-behaviour 11). */
export const scopeTagError = (ids: readonly string[]): string | undefined => {
  if (ids.length === 0) return 'Choose at least one scope tag.'
  return ids.length > mostTags ? `An object has at most ${mostTags} scope tags.` : undefined
}
