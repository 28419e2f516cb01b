import {
  AddCircleRegular,
  CheckmarkCircleFilled,
  DismissCircleFilled,
  EditRegular,
  SubtractCircleRegular,
} from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import type { ImportResult } from '#contract/import.ts'
import { policyDifference } from '#domain/policies/difference.ts'
import { recognizeDocument } from '#domain/policies/interchange.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { DifferenceView } from '../history/DifferenceView.tsx'
import { useDifferenceNames } from '../history/history-queries.ts'
import { policyQuery } from '../policy-queries.ts'
import { LeftOut } from './LeftOut.tsx'
import type { ImportDocument } from './read-files.ts'
import { refusalInWords } from './refusal-words.ts'

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: { padding: '10px 0', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 16px' },
  box: { width: '16px', height: '16px', margin: 0, accentColor: tokens.colorBrandBackground },
  name: { fontWeight: tokens.fontWeightSemibold },
  note: { color: tokens.colorNeutralForeground3 },
  reasons: { margin: '4px 0 0', paddingLeft: '18px' },
})

const signs = {
  create: { intent: 'success', icon: <AddCircleRegular />, words: 'Will be created' },
  update: { intent: 'warning', icon: <EditRegular />, words: 'Will be changed' },
  unchanged: { intent: 'neutral', icon: <CheckmarkCircleFilled />, words: 'Already the same' },
  refused: { intent: 'danger', icon: <DismissCircleFilled />, words: 'Refused' },
} as const
const leftOutSign = {
  intent: 'neutral',
  icon: <SubtractCircleRegular />,
  words: 'Not imported',
} as const
const unknownSign = { intent: 'neutral', icon: <EditRegular />, words: 'Not known' } as const

const signOf = (action: string) =>
  action in signs ? signs[action as keyof typeof signs] : unknownSign

const kinds: Readonly<Record<string, string>> = {
  policy: 'Policy',
  reusableSetting: 'Reusable setting',
}

type Props = {
  results: readonly ImportResult[]
  documents: readonly ImportDocument[]
  /** Places of documents that a person left out. */
  leftOut: ReadonlySet<number>
  onTake: (index: number, taken: boolean) => void
}

/** What would become of each document, and why. */
export const ImportResults = ({ results, documents, leftOut, onTake }: Props) => {
  const styles = useStyles()
  return (
    <Stack gap="large">
      <ul className={styles.list} aria-label="Documents">
        {results.map((result) => {
          const taken = !leftOut.has(result.index)
          const { intent, icon, words } = taken ? signOf(result.action) : leftOutSign
          const from = documents[result.index]
          return (
            <li key={result.index} className={styles.item}>
              <div className={styles.head}>
                {documents.length > 1 && (
                  <input
                    type="checkbox"
                    className={styles.box}
                    checked={taken}
                    aria-label={`Import ${visibleText(result.name ?? '') || `document ${result.index + 1}`}`}
                    onChange={({ target }) => onTake(result.index, target.checked)}
                  />
                )}
                <span className={styles.name}>
                  <DeviceText value={result.name} kind="name" flag missing="Without a name" />
                </span>
                <StatusBadge intent={intent} icon={icon}>
                  {words}
                </StatusBadge>
                <span className={styles.note}>
                  {kinds[result.kind] ?? 'Neither a policy nor a reusable setting'} from{' '}
                  <DeviceText value={from?.file} kind="fileName" shorten={48} />
                </span>
              </div>
              {taken && <Reasons result={result} document={from?.document} />}
              {taken && result.action === 'update' && (
                <Update result={result} document={from?.document} />
              )}
            </li>
          )
        })}
      </ul>
      <LeftOut results={results.filter(({ index }) => !leftOut.has(index))} />
    </Stack>
  )
}

const Reasons = ({ result, document }: { result: ImportResult; document: unknown }) => {
  const styles = useStyles()
  if (result.reasons.length === 0) return null
  const found = recognizeDocument(document)
  const rules = found.kind === 'policy' ? readRules(found.document.settings) : []
  return (
    <ul className={styles.reasons}>
      {result.reasons.map((reason, index) => {
        const { where, why } = refusalInWords(reason, (place) => rules[place]?.name ?? null)
        return (
          <li key={index}>
            {where !== '' && (
              <>
                <DeviceText value={where} kind="text" />:{' '}
              </>
            )}
            <DeviceText value={why} kind="text" />
          </li>
        )
      })}
    </ul>
  )
}

const Update = ({ result, document }: { result: ImportResult; document: unknown }) => {
  const [open, setOpen] = useState(false)
  return (
    <ExpandableSection level={2} title="What would change" open={open} onToggle={setOpen}>
      {open &&
        (result.kind === 'policy' && result.id ? (
          <PolicyUpdate id={result.id} document={document} />
        ) : (
          <PartNames names={result.changes.map(({ name }) => name)} />
        ))}
    </ExpandableSection>
  )
}

const PartNames = ({ names }: { names: readonly string[] }) => {
  const styles = useStyles()
  return (
    <ul className={styles.reasons}>
      {names.map((name) => (
        <li key={name}>
          <DeviceText value={name} kind="text" />
        </li>
      ))}
    </ul>
  )
}

/** The policy as it is against the document, in the words of the forms. */
const PolicyUpdate = ({ id, document }: { id: string; document: unknown }) => {
  const names = useDifferenceNames()
  const { data, error, refetch } = useQuery(policyQuery(id))
  const found = recognizeDocument(document)
  if (data === undefined)
    return error === null ? (
      <SkeletonLines lines={3} label="Loading the policy" />
    ) : (
      <Failed error={error} onRetry={() => void refetch()} />
    )
  if (found.kind !== 'policy') return null
  return (
    <DifferenceView
      difference={policyDifference({ ...data, assignments: undefined }, found.document, names)}
    />
  )
}
