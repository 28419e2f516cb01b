/**
 * An audit event has no field for the reason somebody gave: it travels as a modified property. These are the names under which
 * it does: of a decision, and of what is asked for and decided in privileged access.
 */
export const reasonProperties: readonly string[] = ['reviewerJustification', 'comment', 'comments']
