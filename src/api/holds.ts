/**
 * Whether a thing that was read holds all that was sent, so that after a lost answer another one of the same name is not taken for
 * it. Lists are sets, the service may add members of its own, nothing and an empty text are the same; a binding names another thing
 * and is not part of this one.
 */
export const holds = (found: unknown, sent: unknown): boolean => {
  if (Array.isArray(sent))
    return (
      Array.isArray(found) &&
      found.length === sent.length &&
      sent.every((each) => found.some((other) => holds(other, each)))
    )
  if (typeof sent === 'object' && sent !== null)
    return (
      typeof found === 'object' &&
      found !== null &&
      Object.entries(sent).every(
        ([name, value]) =>
          name.includes('@odata.') || holds((found as Record<string, unknown>)[name], value),
      )
    )
  return (found ?? '') === (sent ?? '')
}
