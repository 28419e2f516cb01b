import type { Grant } from '#domain/roles/effective-rights.ts'

/** Who is asking. Read from the store on every request; nothing of it is cached in a session (R14). */
export type UserPrincipal = {
  kind: 'user'
  userId: string
  userPrincipalName: string
  displayName: string
  via: 'session' | 'token'
  /** When the person of a session last proved who they are (R42); null for a token, and where nobody says so. */
  signedInAt: string | null
  /** The role assignments that reach the person. */
  grants: readonly Grant[]
  /** The bearer token the call came with; its purpose narrows what the owner may do. */
  token?: { id: string; name: string; purpose: 'read' | 'decide' | 'use' | 'user' }
  /** Resource actions, read from the store on every request; `*` is all. */
  rights: ReadonlySet<string>
  /**
   * Scope tags that narrow what the person sees; null sees everything. Inside a handler they are those of the assignments
   * about the endpoint's kind of object (`scopedTo`), before it those of all.
   */
  scopeTagIds: readonly string[] | null
}
export type DevicePrincipal = { kind: 'device'; deviceId: string; deviceName: string }
export type Principal = UserPrincipal | DevicePrincipal
