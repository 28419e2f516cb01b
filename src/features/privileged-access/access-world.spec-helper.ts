import { accessTenant } from '#worlds/small/access-tenant.ts'

export const at = new Date('2026-11-18T09:00:00.000Z')
export const world = accessTenant(at)
export const upn = (alias: string) => `${alias}@contoso.example`

const requests = world.pam?.requests ?? []
/** A request of the tenant by what is asked for, and how it stands. */
export const requestFor = (access: string, status: string) => {
  const found = requests.find((each) => each.requestedAccess === access && each.status === status)
  if (!found) throw new Error(`No request for ${access} is ${status}.`)
  return found
}
