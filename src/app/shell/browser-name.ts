const browsers = [
  [/\bEdg\//, 'Microsoft Edge'],
  [/\bFirefox\//, 'Firefox'],
  [/\bChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const
const systems = [
  [/Windows NT/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const

const named = (list: readonly (readonly [RegExp, string])[], text: string) =>
  list.find(([pattern]) => pattern.test(text))?.[1]

/** What a User-Agent says, as people call it: a hint where a session is, no more than that. */
export const browserName = (userAgent: string | null | undefined): string => {
  const text = userAgent ?? ''
  const browser = named(browsers, text) ?? 'Unknown browser'
  const system = named(systems, text)
  return system === undefined ? browser : `${browser} on ${system}`
}
