/** Throws with a message that names the usual mistake; narrows the condition for the type checker. */
export function invariant(condition: unknown, usualMistake: string): asserts condition {
  if (!condition) throw new Error(usualMistake)
}
