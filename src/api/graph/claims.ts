/**
 * The claims challenge of a 401 (`WWW-Authenticate: Bearer … error="insufficient_claims", claims="<base64>"`), decoded; null
 * without one. A token that was fetched before is refused until it proves these.
 */
export const claimsOf = (headers: Headers): string | null => {
  const challenge = headers.get('www-authenticate') ?? ''
  const encoded = /\bclaims="([\w+/=-]{1,8192})"/.exec(challenge)?.[1]
  if (encoded === undefined) return null
  try {
    const text = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
    JSON.parse(text)
    return text
  } catch {
    return null
  }
}
