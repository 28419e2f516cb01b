import type { AuditChain } from '#contract/audit-chain.ts'

/** One line beside the title: what is known, and nothing that is not. */
export const chainSummary = ({ state, checkpoint, records }: AuditChain): string => {
  const count = records === null ? '' : `, ${records.toLocaleString('en')} records`
  const chain =
    state === 'whole' ? `Whole${count}` : state === 'broken' ? 'Changed' : `Being read${count}`
  switch (checkpoint.state) {
    case 'agrees':
      return `${chain}; agrees with its last checkpoint`
    case 'differs':
      return `${chain}; not what was signed`
    case 'none':
      return `${chain}; nothing signed yet`
    case 'off':
    default:
      return `${chain}; this console signs no checkpoints`
  }
}

/** What to do when the log is not as it was, commands between backticks; null when nothing is to be done. */
export const whatToDo = ({ state, checkpoint }: AuditChain): string[] | null => {
  if (state !== 'broken' && checkpoint.state !== 'differs') return null
  return [
    'Copy the database file and the checkpoint file away before anything else: they are the evidence.',
    'On the console’s machine run `npm run epm -- audit verify`: it names what is wrong and which records are still as they were signed.',
    'If somebody put an older database back on purpose, say so with `npm run epm -- audit accept --reason TEXT`. Otherwise treat this machine as broken into.',
  ]
}
