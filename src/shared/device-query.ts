import { qAllowing } from '#src/api/queries.ts'

export const deviceQuery = (id: string) =>
  qAllowing(
    'deviceGet',
    { path: { id } },
    {
      statuses: [403, 404],
      why: 'A reader of requests or reports need not see devices, and a device can be gone.',
    },
  )
