import type { BrowserContext } from '@playwright/test'

/** What a browser did that nobody asked for. Everything in it fails the test it happened in. */
export type Watched = {
  /** Console errors and warnings, exceptions, violations of the policy. */
  said: string[]
  /** Addresses outside the service's origin that the page asked for (R62). */
  foreign: string[]
}

type Origins = {
  own: string
  /** Others that the page may speak to. */
  known?: readonly (string | undefined)[]
  /** Where people sign in: what the provider's own pages say and ask for is not ours. */
  login?: string | undefined
}

/** Chromium reports every failed answer on the console; the address tells which one it was. */
const pathOf = (url: string) => (URL.canParse(url) ? new URL(url).pathname : url)
const originOf = (url: string | undefined) =>
  url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined

export const watch = async (context: BrowserContext, origins: Origins, log: Watched) => {
  const { own, known = [], login } = origins
  const isLogin = (url: string | undefined) => login !== undefined && originOf(url) === login
  context.on('console', (message) => {
    if (isLogin(message.page()?.url()) || isLogin(message.location().url)) return
    if (['error', 'warning'].includes(message.type()))
      log.said.push(`${message.text()} at ${pathOf(message.location().url)}`)
  })
  context.on('weberror', (error) => log.said.push(`exception: ${String(error.error())}`))
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (isLogin(url.href) || isLogin(request.headers()['referer'])) return
    const expected =
      [own, ...known].includes(url.origin) || ['data:', 'blob:', 'about:'].includes(url.protocol)
    if (!expected) log.foreign.push(request.url())
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`),
    )
  })
}
