import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import type { Sentence } from './audit-sentences.ts'

/** One change as a line of text: "Rule added: Setup (User confirmed)". */
export const SentenceText = ({
  sentence,
  oneLine = false,
}: {
  sentence: Sentence
  /** For a row of the list: no line breaks, and short values. */
  oneLine?: boolean
}) => {
  const { words, before, after, note } = sentence
  const look = oneLine
    ? ({ kind: 'name', shorten: 40 } as const)
    : ({ kind: 'text', shorten: 80 } as const)
  return (
    <>
      {/* Names of unknown properties come from the record. */}
      <DeviceText value={words} kind="name" />
      {(before !== null || after !== null) && ': '}
      {before !== null && <DeviceText value={before} {...look} flag />}
      {before !== null && ' → '}
      {after !== null ? <DeviceText value={after} {...look} flag /> : before !== null && 'none'}
      {note !== null && ` (${note})`}
    </>
  )
}
