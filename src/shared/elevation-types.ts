/** The elevation types as the reports call them (epm-behaviour 8.2), in the order they are shown. */
const words: Readonly<Record<string, string>> = {
  unmanagedElevation: 'Unmanaged',
  zeroTouchElevation: 'Automatic',
  userConfirmedElevation: 'User confirmed',
  supportApprovedElevation: 'Support approved',
  undetermined: 'Undetermined',
}

export const knownElevationTypes: readonly string[] = Object.keys(words)

/** A type of the future is said as it is. */
export const elevationTypeName = (type: string) =>
  Object.hasOwn(words, type) ? (words[type] ?? type) : type

/** Known types first, in their order, then others by name. */
export const inTypeOrder = (types: Iterable<string>): string[] => {
  const place = (type: string) => {
    const known = knownElevationTypes.indexOf(type)
    return known === -1 ? knownElevationTypes.length : known
  }
  return [...new Set(types)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : a > b ? 1 : 0))
}
