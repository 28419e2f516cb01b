import { recordAudit, type AuditDraft } from '#server/audit/record.ts'
import type { Tx } from '#server/store/schema.ts'

/** What a command gets from the process it runs in. */
export type CommandScope = {
  dataFolder: string
  /** One line on standard output. */
  print: (line: string) => void
  now: () => Date
  newId: () => string
}
/** Answers the exit code. */
export type Command = (args: readonly string[], scope: CommandScope) => Promise<number>

/** Wrong arguments: printed as it is, exit code 2. */
export class UsageError extends Error {}

/** Who commands are, in records and beside tokens. */
export const commandName = 'epm command'

/** The audit record of what a command changed: done by whoever has the console's machine. */
export const recordCommand = (
  tx: Tx,
  draft: Omit<AuditDraft, 'result' | 'actor'>,
  { now, newId }: CommandScope,
): Promise<void> =>
  recordAudit(
    tx,
    { ...draft, result: 'Success', actor: { type: 'Application', id: null, name: commandName } },
    { now: now(), newId, requestId: newId(), principal: null, ipAddress: null },
  )
