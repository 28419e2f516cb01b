import { CheckmarkCircleFilled, HourglassHalfRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'

import type { AuditChain } from '#contract/audit-chain.ts'
import { q } from '#src/api/queries.ts'
import { Button } from '#src/ui/basics.ts'
import { CopyButton } from '#src/ui/CopyButton.tsx'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { KeyValueList, type KeyValue } from '#src/ui/KeyValueList.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'
import { When } from '#src/ui/text/When.tsx'

import { chainSummary, whatToDo } from './chain-words.ts'

const useStyles = makeStyles({
  key: { display: 'inline-flex', alignItems: 'center', gap: '4px', flexWrap: 'wrap' },
  meaning: { margin: 0, maxWidth: '90ch', color: tokens.colorNeutralForeground2 },
  todo: { margin: '4px 0 0', paddingLeft: '20px' },
})

/** While a reading is under way its end is looked for, and otherwise now and then. */
const lookAgain = ({ state: { data } }: { state: { data: AuditChain | undefined } }) =>
  data !== undefined && data.reading !== null ? 1_000 : 60_000

/** Whether the log is as it was written: one line when it is, and what to do when it is not. */
export const ChainState = () => {
  const { data, error, refetch } = useQuery({
    ...q('auditChain', {}),
    refetchInterval: (query) => lookAgain({ state: { data: query.state.data } }),
  })
  if (error?.kind === 'notOffered')
    return (
      <MessageBar intent="info" title="Microsoft keeps this log, for a year.">
        {' '}
        Graph does not tell whether it is as it was written, so this page cannot either.
      </MessageBar>
    )
  if (error !== null && data === undefined)
    return (
      <FailureBar
        error={error}
        actions={<Button onClick={() => void refetch()}>Try again</Button>}
      />
    )
  if (data === undefined) return null
  const steps = whatToDo(data)
  return (
    <>
      {steps !== null && <NotWhole chain={data} steps={steps} />}
      <ExpandableSection level={2} title="State of the log" hint={chainSummary(data)}>
        <Facts chain={data} />
      </ExpandableSection>
    </>
  )
}

const NotWhole = ({ chain, steps }: { chain: AuditChain; steps: readonly string[] }) => {
  const styles = useStyles()
  const broken = chain.state === 'broken'
  return (
    <MessageBar
      intent="error"
      title={broken ? 'The audit log was changed' : 'The audit log is not what was signed'}
    >
      {broken
        ? `From record ${chain.brokenAt?.toLocaleString('en') ?? ''} on it cannot be trusted: ${chain.why ?? ''}.`
        : `${chain.checkpoint.why ?? ''}.`}
      <ol className={styles.todo}>
        {steps.map((step) => (
          <li key={step}>
            {step
              .split('`')
              .map((part, at) => (at % 2 === 1 ? <code key={part}>{part}</code> : part))}
          </li>
        ))}
      </ol>
    </MessageBar>
  )
}

const Facts = ({ chain }: { chain: AuditChain }) => {
  const styles = useStyles()
  const { checkpoint } = chain
  const items: KeyValue[] = [
    { label: 'Chain of records', value: <ChainSign chain={chain} /> },
    {
      label: 'Read through',
      value:
        chain.checkedDateTime === null ? 'Not yet' : <When at={chain.checkedDateTime} withExact />,
    },
    {
      label: 'Records',
      value:
        chain.records === null
          ? 'Shown to those who see the whole log'
          : chain.records.toLocaleString('en'),
    },
    ...(chain.head
      ? [
          {
            label: 'Hash of the last record',
            value: <Hash value={chain.head} what="hash of the last record" whole />,
          },
        ]
      : []),
    {
      label: 'Last checkpoint',
      value:
        checkpoint.dateTime === null ? (
          checkpoint.state === 'off' ? (
            'This console signs none'
          ) : (
            'None yet'
          )
        ) : (
          <>
            <When at={checkpoint.dateTime} withExact />
            {checkpoint.records !== null &&
              `, over ${checkpoint.records.toLocaleString('en')} records`}
            {checkpoint.state === 'agrees'
              ? ', and the log agrees with it'
              : ', and the log does not agree'}
          </>
        ),
    },
    ...(checkpoint.publicKey
      ? [
          {
            label: 'Public key',
            value: (
              <span className={styles.key}>
                <DeviceText value={checkpoint.publicKey} kind="name" />
                <CopyButton text={checkpoint.publicKey} what="public key" />
              </span>
            ),
          },
        ]
      : []),
  ]
  return (
    <Stack>
      <p className={styles.meaning}>
        Each record holds the hash of the one before it, so a record that somebody changed, took out
        or put in breaks the chain from there on. Now and then the console signs how many records
        there are and the hash of the last one, and keeps this checkpoint outside the database: then
        a missing end shows too. With copies of checkpoints and of the public key kept elsewhere,{' '}
        <code>npm run epm -- audit verify</code> proves it independently of this page.
      </p>
      <KeyValueList items={items} />
    </Stack>
  )
}

const ChainSign = ({ chain: { state, reading } }: { chain: AuditChain }) => {
  if (state === 'whole')
    return (
      <StatusBadge intent="success" icon={<CheckmarkCircleFilled />}>
        Whole
      </StatusBadge>
    )
  if (state === 'broken') return <>Broken</>
  return (
    <StatusBadge intent="neutral" icon={<HourglassHalfRegular />}>
      {reading === null || reading === 0
        ? 'Being read'
        : `Being read, ${reading.toLocaleString('en')} so far`}
    </StatusBadge>
  )
}
