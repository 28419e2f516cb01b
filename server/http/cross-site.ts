import { GraphFailure } from './graph-failure.ts'

/** What only a script of our own origin can add to a request: browsers ask first, and we never answer that (no CORS). */
export const requestHeader = 'X-EPM-Request'

const refused = (why: string) =>
  new GraphFailure(403, 'Forbidden', `The request was refused: ${why}.`, {
    innerCode: 'crossSiteRequest',
  })

/**
 * Refuses (403) a changing request that another site could have made a browser send (R39). Asked for cookies and for
 * signing in, where there is no cookie yet; never for bearer tokens, which no browser adds by itself.
 */
export const checkSameOrigin = (request: Request, origin: string) => {
  const { headers } = request
  const site = headers.get('sec-fetch-site')
  if (site === null ? headers.get('origin') !== origin : site !== 'same-origin') {
    throw refused('it does not come from this site')
  }
  if (!isJson(headers.get('content-type')))
    throw refused('its Content-Type is not application/json')
  if (headers.get(requestHeader) !== '1') throw refused(`the header ${requestHeader}: 1 is missing`)
}

/** `application/json`, with or without parameters. */
export const isJson = (contentType: string | null) =>
  /^application\/json\s*(;|$)/i.test(contentType ?? '')
