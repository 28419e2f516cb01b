import { createSign, generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import Provider, { type ClientMetadata } from 'oidc-provider'

export type Claims = Record<string, unknown>
export type TestProvider = Awaited<ReturnType<typeof startIdentityProvider>>

const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<"]/g, (letter) => escapes[letter] ?? '')

const readForm = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return new URLSearchParams(body)
}

/**
 * A real OpenID Connect provider on loopback, for tests. It signs in whoever names themselves (`anna@contoso.example`, whose
 * subject is `subject-of-anna`). `tamper` rewrites the ID tokens it answers, signed with its own key, as a broken or hostile
 * provider could.
 */
export const startIdentityProvider = async (client: {
  id: string
  secret: string
  redirectUri: string
}) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = { ...privateKey.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'RS256' }
  let tamper: ((header: Claims, claims: Claims) => string | void) | null = null
  let failing = false
  const issued: string[] = []
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = () => undefined
  const server: Server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  // Listening on a port, so the address is not a pipe's name.
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const metadata: ClientMetadata = {
    client_id: client.id,
    client_secret: client.secret,
    redirect_uris: [client.redirectUri],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_post',
    require_auth_time: true,
  }
  const provider = new Provider(issuer, {
    clients: [metadata],
    jwks: { keys: [key] },
    cookies: { keys: ['test'] },
    features: { devInteractions: { enabled: false } },
    claims: { profile: ['name', 'preferred_username'], email: ['email'] },
    conformIdTokenClaims: false,
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, account) => ({
      accountId: account,
      claims: () => {
        const name = account.replace('subject-of-', '')
        const mail = `${name}@contoso.example`
        return { sub: account, name: `${name} of Contoso`, preferred_username: mail, email: mail }
      },
    }),
    // Nobody is asked to consent: it is their employer's application.
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client?.clientId ?? '',
        accountId: context.oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  })

  const sign = (header: Claims, claims: Claims) => {
    const text = `${json(header)}.${json(claims)}`
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`
  }
  const rewritten = (body: string): string => {
    const answer = JSON.parse(body) as { id_token?: string; access_token?: string }
    for (const token of [answer.id_token, answer.access_token]) if (token) issued.push(token)
    const [head, middle] = (answer.id_token ?? '').split('.')
    if (!head || !middle || tamper === null) return body
    const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims
    const [header, claims] = [decode(head), decode(middle)]
    const token = tamper(header, claims)
    return JSON.stringify({ ...answer, id_token: token ?? sign(header, claims) })
  }
  const tampering = (response: ServerResponse) => {
    const end = response.end.bind(response)
    response.end = ((body?: unknown) => {
      if (body === undefined) return end()
      const text = rewritten(String(body as Buffer))
      response.setHeader('Content-Length', Buffer.byteLength(text))
      return end(text)
    }) as typeof response.end
  }

  const interaction = async (request: IncomingMessage, response: ServerResponse) => {
    const details = await provider.interactionDetails(request, response)
    if (request.method === 'POST') {
      const form = await readForm(request)
      const name = (form.get('account') ?? '').split('@')[0] ?? ''
      const result = form.has('cancel')
        ? { error: 'access_denied', error_description: 'The person pressed Cancel' }
        : { login: { accountId: `subject-of-${name}`, remember: false } }
      return provider.interactionFinished(request, response, result)
    }
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(
      `<!doctype html><html lang="en"><title>Contoso sign-in</title><h1>Contoso sign-in</h1>` +
        `<form method="post"><p>${escaped(details.prompt.name)}</p><label>Account <input name="account" autofocus></label>` +
        `<button>Sign in</button> <button name="cancel" value="1">Cancel</button></form></html>`,
    )
  }
  const callback = provider.callback()
  handle = (request, response) => {
    if (failing) return void request.socket.destroy()
    if (request.url?.startsWith('/interaction/'))
      return interaction(request, response).catch(() => {
        response.statusCode = 400
        response.end('This sign-in is over.')
      })
    if (request.url === '/favicon.ico') return void response.writeHead(204).end()
    if (request.method === 'POST' && request.url?.startsWith('/token')) tampering(response)
    return callback(request, response)
  }

  /** Signs in at the address the console leads to, as a browser would; answers where the provider sends it back to. */
  const walk = async (address: string, account: string | null): Promise<string> => {
    const jar = new Map<string, string>()
    let next = address
    let form: URLSearchParams | null = null
    for (let step = 0; step < 12; step += 1) {
      const answer: Response = await fetch(next, {
        redirect: 'manual',
        headers: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(form === null ? {} : { method: 'POST', body: form }),
      })
      for (const cookie of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = cookie.split(';', 1)[0]?.split('=', 2) ?? []
        jar.set(name, value)
      }
      const location = answer.headers.get('location')
      if (location === null && form === null && answer.status === 200) {
        form = new URLSearchParams(account === null ? { cancel: '1' } : { account })
        continue
      }
      if (location === null) throw new Error(`The provider answered ${answer.status}`)
      form = null
      next = new URL(location, next).href
      if (next.startsWith(client.redirectUri)) return next
    }
    throw new Error('The provider leads nowhere.')
  }

  return {
    issuer,
    walk,
    /** Rewrites each ID token until it is called with null; a text that it returns is sent as the token. */
    tamper: (change: typeof tamper) => void (tamper = change),
    /** Every token it has answered. */
    issued: () => issued,
    /** From now on no answer at all. */
    fail: (now: boolean) => void (failing = now),
    stop: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
