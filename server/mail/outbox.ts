import type { PamMailText } from '#domain/pam/mail-text.ts'

import type { Tx } from '../store/schema.ts'

/**
 * Puts a mail into the outbox in the transaction of the change it tells of: no change without its mail, no mail without
 * its change. `deliver.ts` sends it afterwards.
 */
export const queueMail = async (
  tx: Tx,
  mail: PamMailText & { id: string; requestId: string; audience: string; recipient: string },
  now: Date,
): Promise<void> => {
  const at = now.toISOString()
  await tx
    .insertInto('mail_outbox')
    .values({
      id: mail.id,
      request_id: mail.requestId,
      audience: mail.audience,
      recipient: mail.recipient,
      subject: mail.subject,
      body: mail.body,
      created_at: at,
      attempts: 0,
      next_at: at,
      sent_at: null,
      last_error: null,
    })
    .execute()
}
