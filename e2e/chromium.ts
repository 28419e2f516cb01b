import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium-headless-shell', 'chromium', 'google-chrome', 'chromium-browser']

/** The browser that `npm test` found or installed: CHROMIUM_PATH first, then the PATH. */
export const findChromium = (): string => {
  const named = process.env['CHROMIUM_PATH']
  if (named) return named
  for (const name of names)
    for (const folder of (process.env['PATH'] ?? '').split(delimiter))
      if (folder && existsSync(join(folder, name))) return join(folder, name)
  throw new Error('No Chromium found. Set CHROMIUM_PATH, or run `npm test`, which installs one.')
}
