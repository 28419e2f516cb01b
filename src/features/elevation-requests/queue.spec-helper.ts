import type { TestService } from '#mocks/test-service.ts'
import { threePending } from '#worlds/small/three-pending.ts'

export const at = new Date('2026-11-18T09:00:00.000Z')
export const approverName = 'requests.approver@contoso.example'
/** Three pending requests; the first is the one the specs decide. */
export const world = threePending(at)
export const requests = world.elevationRequests
export const first = requests[0] ?? missing()

function missing(): never {
  throw new Error('The world has no requests.')
}

/** Makes a request the approver's own, by id: the name on it stays another one. */
export const makeOwn = async (service: TestService, id: string) => {
  const me = world.users.find(({ userPrincipalName }) => userPrincipalName === approverName)
  const { resource } = await stored(service, id)
  await service.db
    .updateTable('elevation_requests')
    .set({
      requested_by_id: me?.id ?? missing(),
      resource: resource.replaceAll(first.requestedByUserId ?? missing(), me?.id ?? missing()),
    })
    .where('id', '=', id)
    .execute()
}

/** Somebody else decides first, past the page. */
export const decideElsewhere = async (
  service: TestService,
  id: string,
  decision: 'approve' | 'deny',
  reason: string,
) => {
  await service.as('intune.admin@contoso.example')
  await service.fetch(
    new Request(`http://localhost:3000/beta/deviceManagement/elevationRequests/${id}/${decision}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-EPM-Request': '1' },
      body: JSON.stringify({ reviewerJustification: reason }),
    }),
  )
  await service.as(approverName)
}

/** What the database holds. */
export const stored = (service: TestService, id: string) =>
  service.db
    .selectFrom('elevation_requests')
    .select(['status', 'version', 'resource'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

/** What the page loads when it opens something, transformed once and not inside the first test's patience. */
export const loadLazyParts = () =>
  Promise.all([
    import('#domain/certificates/signer.ts'),
    import('#src/ui/dialogs/FormDialogSurface.tsx'),
    import('#src/ui/drawer/DrawerSurface.tsx'),
    import('#src/ui/table/DateRangeFilter.tsx'),
    import('./KeysDialog.tsx'),
    import('./RequestDrawer.tsx'),
    import('./ReviewDialog.tsx'),
  ])
