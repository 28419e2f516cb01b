import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo'
import { useQuery } from '@tanstack/react-query'

import type { PolicyVersion } from '#contract/policy-versions.ts'
import { policyDifference } from '#domain/policies/difference.ts'
import { useRights } from '#src/api/rights.ts'
import { localToTheMinute } from '#src/lib/dates.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { SelectControl } from '#src/ui/form/controls.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { makeStyles } from '#src/ui/styles.ts'

import { AssignmentsThen } from './AssignmentsThen.tsx'
import { DifferenceView } from './DifferenceView.tsx'
import { useDifferenceNames, versionQuery } from './history-queries.ts'

const useStyles = makeStyles({
  choice: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    gap: '8px 16px',
  },
})

type Chosen = { from: number; to: number }
type Props = Chosen & {
  id: string
  versions: readonly PolicyVersion[]
  onChange: (chosen: Chosen) => void
  onRestore: (version: number) => void
}

/** The readable difference of any two versions. */
export const Comparison = ({ id, versions, from, to, onChange, onRestore }: Props) => {
  const styles = useStyles()
  const names = useDifferenceNames()
  const rights = useRights()
  const before = useQuery(versionQuery(id, from))
  const after = useQuery(versionQuery(id, to))
  const newest = versions.find(({ isCurrent }) => isCurrent)?.version ?? to
  const current = useQuery(versionQuery(id, newest))
  const options = versions.map(({ version, changedDateTime, isCurrent }) => ({
    value: String(version),
    label: `Version ${version}${isCurrent ? ' (current)' : ''}, ${localToTheMinute(changedDateTime)}`,
  }))
  const nothingToRestore =
    before.data !== undefined &&
    current.data !== undefined &&
    policyDifference(current.data.policy, { ...before.data.policy, assignments: undefined }).same
  const error = before.error ?? after.error
  return (
    <Section title="What changed" level={2}>
      <div className={styles.choice}>
        <SelectControl
          name="from"
          label="From"
          value={String(from)}
          options={options}
          onChange={(_, value) => onChange({ from: Number(value), to })}
        />
        <SelectControl
          name="to"
          label="To"
          value={String(to)}
          options={options}
          onChange={(_, value) => onChange({ from, to: Number(value) })}
        />
      </div>
      {before.data !== undefined && after.data !== undefined ? (
        <>
          <DifferenceView
            difference={policyDifference(before.data.policy, after.data.policy, names)}
          />
          {/* Whoever looks at a colleague's change wants to know how to undo it. */}
          {from < to && nothingToRestore && <AssignmentsThen id={id} earlier={before.data} />}
          {from < to && !nothingToRestore && (
            <Stack row>
              <CommandButton
                icon={<ArrowUndoRegular />}
                disabledReason={missingRight(rights, 'Microsoft.Intune_EpmPolicy_Update')}
                onClick={() => onRestore(from)}
              >
                {`Go back to version ${from}`}
              </CommandButton>
            </Stack>
          )}
        </>
      ) : error === null ? (
        <SkeletonLines lines={5} label="Loading both versions" />
      ) : (
        <Failed
          error={error}
          onRetry={() => {
            void before.refetch()
            void after.refetch()
          }}
        />
      )}
    </Section>
  )
}
