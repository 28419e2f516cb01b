import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { q } from '#src/api/queries.ts'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { When } from '#src/ui/text/When.tsx'

import { CheckInCounts } from '#src/shared/CheckIn.tsx'
import { summaryOf, type CheckInState } from '#src/shared/policy-status.ts'
import { PolicyDevices } from './PolicyDevices.tsx'
import { PolicyUserStatus } from './PolicyUserStatus.tsx'
import { ofPolicy, useStatusStyles } from '#src/shared/status-parts.ts'

const summaryQuery = (id: string) =>
  q('policyDeviceSummaryReport', { body: { filter: `(${ofPolicy(id)})` } })

/** On how many devices the policy arrived, and on which it did not (epm-behaviour 3.5). */
export const PolicyStatus = ({ policyId }: { policyId: string }) => {
  const styles = useStatusStyles()
  const [open, setOpen] = useState(false)
  const [state, setState] = useState<CheckInState | undefined>()
  const [usersOpen, setUsersOpen] = useState(false)
  const summary = useQuery(summaryQuery(policyId))
  if (summary.data === undefined)
    return summary.error === null ? (
      <SkeletonLines lines={2} label="Loading the check-in status" />
    ) : (
      <Failed error={summary.error} onRetry={() => void summary.refetch()} />
    )
  const counts = summaryOf(summary.data)
  return (
    <Stack>
      <CheckInCounts
        counts={counts}
        onChoose={(chosen) => {
          setState(chosen)
          setOpen(true)
        }}
      />
      <p className={styles.note}>
        Devices by their last check-in, as of{' '}
        <When at={new Date(summary.dataUpdatedAt).toISOString()} />. Devices check in about every
        eight hours.
      </p>
      <ExpandableSection title="Devices" open={open} onToggle={setOpen}>
        {open && <PolicyDevices policyId={policyId} state={state} onState={setState} />}
      </ExpandableSection>
      <ExpandableSection title="Users" open={usersOpen} onToggle={setUsersOpen}>
        {usersOpen && <PolicyUserStatus policyId={policyId} />}
      </ExpandableSection>
    </Stack>
  )
}
