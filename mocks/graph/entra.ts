import Provider, { type Configuration } from 'oidc-provider'

/** Scopes of the stand-in's Graph that a page may ask for, without the origin before them. */
const scopes = [
  'User.Read',
  'User.ReadBasic.All',
  'User.Read.All',
  'Device.Read.All',
  'Group.Read.All',
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementConfiguration.ReadWrite.All',
  'DeviceManagementManagedDevices.Read.All',
  'DeviceManagementRBAC.Read.All',
  'DeviceManagementRBAC.ReadWrite.All',
  'DeviceManagementApps.Read.All',
]

export type EntraOptions = {
  issuer: string
  /** Origin of the stand-in's Graph, which the names of its scopes begin with. */
  graph: string
  /** Origin of the page; it comes back to `/sign-in`. */
  page: string
  clientId: string
}

/** A real OpenID Connect provider in Entra's place: whoever types a name signs in as that person, as in a lab. */
export const createEntra = ({ issuer, graph, page, clientId }: EntraOptions) => {
  const all = ['openid', 'profile', 'offline_access', ...scopes.map((scope) => `${graph}/${scope}`)]
  const configuration: Configuration = {
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        redirect_uris: [`${page}/sign-in`],
        post_logout_redirect_uris: [`${page}/sign-in`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    scopes: all,
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    clientBasedCORS: () => true,
    issueRefreshToken: () => Promise.resolve(true),
    // Entra's stay good for every permission; a new one of this provider would be for those alone that were just asked for.
    rotateRefreshToken: false,
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: id, preferred_username: id }),
    }),
    // An admin has consented for everybody, so nobody is asked.
    loadExistingGrant: async ({ oidc }) => {
      const { client, session } = oidc
      if (!client || !session?.accountId) return undefined
      const { clientId: id } = client
      const grant = new provider.Grant({ clientId: id, accountId: session.accountId })
      grant.addOIDCScope(all.join(' '))
      await grant.save()
      return grant
    },
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
  }
  const provider: Provider = new Provider(issuer, configuration)
  // Once an admin has consented for everybody, Entra's tokens carry every permission of the application.
  provider.use(async (context, next) => {
    if (context.path === '/auth') context.query = { ...context.query, scope: all.join(' ') }
    await next()
  })
  return {
    callback: provider.callback(),
    /** Who holds this access token (the name typed at sign-in) and for which scopes; null when it is none of ours. */
    holderOf: async (token: string) => {
      const found = await provider.AccessToken.find(token)
      if (!found || found.isExpired) return null
      return { name: found.accountId, scopes: [...found.scopes] }
    },
  }
}
