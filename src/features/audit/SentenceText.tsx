import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import type { Sentence } from './audit-sentences.ts'

/** One change as a line of text: "Rule added: Setup (User confirmed)". */
export const SentenceText = ({ sentence }: { sentence: Sentence }) => {
  const { words, before, after, note } = sentence
  return (
    <>
      {/* Names of unknown properties come from the record. */}
      <DeviceText value={words} kind="name" />
      {(before !== null || after !== null) && ': '}
      {before !== null && <DeviceText value={before} kind="text" shorten={80} flag />}
      {before !== null && ' → '}
      {after !== null ? (
        <DeviceText value={after} kind="text" shorten={80} flag />
      ) : (
        before !== null && 'none'
      )}
      {note !== null && ` (${note})`}
    </>
  )
}
