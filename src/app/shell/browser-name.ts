/** Others pass themselves off as Chrome and Safari, so that these come last. */
const browsers = [
  [/\bEdg(?:A|iOS)?\//, 'Microsoft Edge'],
  [/\b(?:OPR|OPT)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|HeadlessChrome|Chromium|CriOS)\//, 'Chrome'],
  // Runs nowhere else; on other systems the word stands for whatever else is built on WebKit.
  [/\b(?:Macintosh|iPhone|iPad)\b.*\bSafari\//, 'Safari'],
] as const
const systems = [
  [/Windows NT/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
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
