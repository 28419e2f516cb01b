/** What the host says of the checkpoints it signs; null fields before the first one. */
export type CheckpointState = {
  /** Records that the last one was signed over, and when. */
  count: number | null
  dateTime: string | null
  /** Why nothing is signed any more, or null. */
  problem: string | null
  /** The public key on one line, to verify with elsewhere. */
  publicKey: string
}
