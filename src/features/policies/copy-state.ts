/** What the page of a new copy is told with the navigation to it. */
export const copyState = (name: string) => ({ copyOf: name })

/** The name of the policy that this one was just copied from; null for any other navigation. */
export const copyOfIn = (state: unknown): string | null =>
  typeof state === 'object' &&
  state !== null &&
  'copyOf' in state &&
  typeof state.copyOf === 'string'
    ? state.copyOf
    : null
