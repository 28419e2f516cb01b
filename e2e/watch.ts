import type { BrowserContext } from '@playwright/test'

/** What a browser did that nobody asked for. Everything in it fails the test it happened in. */
export type Watched = {
  /** Console errors and warnings, exceptions, violations of the policy. */
  said: string[]
  /** Addresses outside the service's origin that the page asked for (R62). */
  foreign: string[]
}

/** Chromium reports every failed answer on the console; the address tells which one it was. */
const pathOf = (url: string) => (URL.canParse(url) ? new URL(url).pathname : url)

export const watch = async (context: BrowserContext, origin: string, log: Watched) => {
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      log.said.push(`${message.text()} at ${pathOf(message.location().url)}`)
  })
  context.on('weberror', (error) => log.said.push(`exception: ${String(error.error())}`))
  context.on('request', (request) => {
    const url = new URL(request.url())
    const own = url.origin === origin || ['data:', 'blob:', 'about:'].includes(url.protocol)
    if (!own) log.foreign.push(request.url())
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`),
    )
  })
}
