import type { Handlers } from '../types.ts'

/** What the caller may do now, in the form of graph-contract 7.5; nothing at all is an empty list. */
export const effectivePermissionHandlers: Pick<Handlers, 'effectivePermissions'> = {
  effectivePermissions: ({ principal }) => {
    const actions = [...principal.rights].sort()
    const permission = {
      actions,
      resourceActions: [{ allowedResourceActions: actions, notAllowedResourceActions: [] }],
    }
    return Promise.resolve({ body: { value: actions.length > 0 ? [permission] : [] } })
  },
}
