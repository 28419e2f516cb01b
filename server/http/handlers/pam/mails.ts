import type { PamRequest } from '#contract/pam.ts'
import { approversMail, requesterMail } from '#domain/pam/mail-text.ts'

import { queueMail } from '../../../mail/outbox.ts'
import { parseStored } from '../../../store/parse-stored.ts'
import type { Tx } from '../../../store/schema.ts'
import type { Deps } from '../../types.ts'

/** Where the console opens a request; the console's own `paths.ts` says the same. */
const linkTo = ({ config }: Deps, id: string) =>
  `${config.origin}/privileged-access/requests/${encodeURIComponent(id)}`

const addressOf = async (tx: Tx, userId: string): Promise<string | null> => {
  const row = await tx
    .selectFrom('users')
    .select(['resource', 'user_principal_name'])
    .where('id', '=', userId)
    .executeTakeFirst()
  if (!row) return null
  const { mail } = parseStored.resource(row.resource)
  return typeof mail === 'string' && mail !== '' ? mail : row.user_principal_name
}

/** Tells the group that was asked. Where no mail is sent nothing is kept to be sent later, when nobody would want it. */
export const mailToApprovers = async (tx: Tx, deps: Deps, request: PamRequest): Promise<void> => {
  if (deps.config.mailFrom === undefined || !request.approverGroupId) return
  const group = await tx
    .selectFrom('pam_groups')
    .select('mail')
    .where('group_id', '=', request.approverGroupId)
    .executeTakeFirst()
  if (!group) return
  await queueMail(
    tx,
    {
      id: deps.newId(),
      requestId: request.id,
      audience: 'approvers',
      recipient: group.mail,
      ...approversMail(request, linkTo(deps, request.id)),
    },
    deps.now(),
  )
}

/** Tells the person who asked that it was approved or denied. */
export const mailToRequester = async (tx: Tx, deps: Deps, request: PamRequest): Promise<void> => {
  if (deps.config.mailFrom === undefined || !request.requestedByUserId) return
  const recipient = await addressOf(tx, request.requestedByUserId)
  if (recipient === null) return
  await queueMail(
    tx,
    {
      id: deps.newId(),
      requestId: request.id,
      audience: 'requester',
      recipient,
      ...requesterMail(request, linkTo(deps, request.id)),
    },
    deps.now(),
  )
}
