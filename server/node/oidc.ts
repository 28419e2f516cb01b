import * as client from 'openid-client'

import {
  ProviderFailure,
  type Identity,
  type IdentityProvider,
  type Question,
} from '#server/http/identity-provider.ts'

export type OidcConfig = {
  issuer: string
  clientId: string
  clientSecret: string
  /** The claim that tells people apart for good: `sub`, or `oid` at Entra ID. */
  subjectClaim: 'sub' | 'oid'
}

export const callbackPath = '/beta/epm/sign-in/callback'

/** Codes of what went wrong; messages of the library may hold values of the exchange. */
const codeOf = (error: unknown): string => {
  if (error instanceof client.AuthorizationResponseError) return `answer ${error.error}`
  if (error instanceof client.ResponseBodyError) return `token endpoint ${error.error}`
  if (error instanceof Error && 'code' in error) return String(error.code)
  return error instanceof Error ? error.name : 'unknown'
}

const unreachable = /OAUTH_TIMEOUT|OAUTH_RESPONSE_IS_NOT_(CONFORM|JSON)|^TypeError$|^TimeoutError$/

const toFailure = (error: unknown): ProviderFailure => {
  const code = codeOf(error)
  if (error instanceof client.AuthorizationResponseError) return new ProviderFailure('denied', code)
  return new ProviderFailure(unreachable.test(code) ? 'unreachable' : 'notVerified', code)
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null

/** OpenID Connect: authorisation code with PKCE, the service as a confidential client. No token of the provider is kept. */
export const createOidc = (
  config: OidcConfig,
  { publicUrl, insecure }: { publicUrl: string; insecure: boolean },
): IdentityProvider => {
  const redirectUri = publicUrl + callbackPath
  let discovered: Promise<client.Configuration> | null = null

  /** Asked for once it is needed, and again after it failed: the console starts without the provider. */
  const discover = async () => {
    discovered ??= client.discovery(
      new URL(config.issuer),
      config.clientId,
      config.clientSecret,
      undefined,
      { timeout: 10, ...(insecure ? { execute: [client.allowInsecureRequests] } : {}) },
    )
    try {
      return await discovered
    } catch (error) {
      discovered = null
      throw new ProviderFailure('unreachable', `discovery ${codeOf(error)}`)
    }
  }

  const start = async ({ state, nonce, verifier, fresh }: Question): Promise<URL> =>
    client.buildAuthorizationUrl(await discover(), {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      response_type: 'code',
      response_mode: 'query',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...(fresh ? { prompt: 'login', max_age: '0' } : {}),
    })

  const finish = async (search: string, question: Question): Promise<Identity> => {
    const discovery = await discover()
    // What the provider was told, whatever name a proxy in front uses for us.
    const address = new URL(redirectUri)
    address.search = search
    const tokens = await client
      .authorizationCodeGrant(discovery, address, {
        pkceCodeVerifier: question.verifier,
        expectedState: question.state,
        expectedNonce: question.nonce,
        idTokenExpected: true,
      })
      .catch((error: unknown) => {
        throw toFailure(error)
      })
    const claims = tokens.claims()
    const subject = text(claims?.[config.subjectClaim])
    if (!claims || subject === null) {
      throw new ProviderFailure('notVerified', `no ${config.subjectClaim} in the ID token`)
    }
    const signedInAt =
      typeof claims.auth_time === 'number' ? new Date(claims.auth_time * 1000) : null
    return {
      issuer: claims.iss,
      subject,
      account: text(claims['preferred_username']) ?? text(claims['upn']) ?? text(claims['email']),
      displayName: text(claims['name']),
      mail: text(claims['email']),
      signedInAt,
    }
  }
  return { start, finish }
}
