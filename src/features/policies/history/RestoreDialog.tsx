import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import { policyDifference } from '#domain/policies/difference.ts'
import { newOpenResponseOf } from '#domain/rules/open-response.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { ApiError } from '#src/api/errors.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { ForbiddenDialog } from '#src/shared/ForbiddenDialog.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { toast } from '#src/ui/toasts.tsx'

import { openResponseRisk } from '../open-response-risk.ts'

import { policyEndpoints, policyQuery } from '../policy-queries.ts'
import { rulesOf } from '../rule-list.ts'
import { useRiskConfirmation } from '../use-risk-confirmation.tsx'
import { AssignmentsThen } from './AssignmentsThen.tsx'
import { DifferenceView } from './DifferenceView.tsx'
import { useDifferenceNames, versionQuery } from './history-queries.ts'

const useStyles = makeStyles({ text: { margin: 0 } })

type Props = { id: string; version: number; onClose: () => void; onRestored: () => void }

/** Brings an earlier version back as a new one, after showing what becomes different. Assignments stay as they are. */
export const RestoreDialog = ({ id, version, onClose, onRestored }: Props) => {
  const styles = useStyles()
  const rights = useRights()
  const names = useDifferenceNames()
  const policy = useQuery({ ...policyQuery(id), staleTime: 0 })
  const earlier = useQuery(versionQuery(id, version))
  const mutation = useApiMutation('policyVersionRestore', {
    invalidates: [...policyEndpoints, 'policyVersionGet'],
    verify: async ({ path }) => {
      const { value } = await callOnce('policyVersionList', { path: { id: path.id } })
      return value[0]?.restoredVersion === version
        ? callOnce('policyGet', { path: { id: path.id } })
        : null
    },
  })
  const changed = mutation.error?.status === 412
  const before = useMemo(() => readRules(policy.data?.settings ?? []), [policy.data])
  const after = useMemo(() => rulesOf(earlier.data?.policy.settings ?? []), [earlier.data])
  const settings = openResponseRisk(
    newOpenResponseOf(policy.data?.settings ?? [], earlier.data?.policy.settings ?? []),
  )
  const risks = useRiskConfirmation(before, after, undefined, settings)
  const restore = async () => {
    if (!risks.passes()) return
    try {
      await mutation.sendAsync({
        path: { id, version: String(version) },
        ifMatch: policy.data?.['@odata.etag'],
      })
      toast({ intent: 'success', title: `Version ${version} restored` })
      onRestored()
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
    }
  }
  const read = policy.data !== undefined && earlier.data !== undefined && !policy.isFetching
  const difference = read
    ? policyDifference(policy.data, { ...earlier.data.policy, assignments: undefined }, names)
    : null
  if (!rights.can('Microsoft.Intune_EpmPolicy_Update'))
    return (
      <ForbiddenDialog
        title="Restore a version"
        what="the form that restores a version"
        action="Microsoft.Intune_EpmPolicy_Update"
        onClose={onClose}
      />
    )
  return (
    <FormDialog
      title={`Restore version ${version}?`}
      wide
      submitLabel="Yes, restore"
      cancelLabel="No"
      pending={mutation.pending}
      checking={mutation.checking}
      error={changed ? null : (mutation.error ?? policy.error ?? earlier.error)}
      onSubmit={restore}
      onClose={onClose}
      disabledReason={
        difference === null
          ? 'Both versions are being read.'
          : difference.same
            ? 'The policy is already as it was then.'
            : risks.reading
              ? 'Certificates of its rules are being read.'
              : undefined
      }
    >
      <p className={styles.text}>
        Name, description, scope tags and settings become those of version {version}, as a new
        version. Assignments are not restored: the policy goes on reaching exactly whom it reaches
        now.
      </p>
      {changed && (
        <MessageBar intent="warning" title="Changed by somebody else meanwhile.">
          {' '}
          Nothing was restored. What is shown here is against the policy as it is now.
        </MessageBar>
      )}
      <Section title="What becomes different">
        {difference === null ? (
          <SkeletonLines lines={4} label="Loading both versions" />
        ) : (
          <DifferenceView difference={difference} />
        )}
      </Section>
      {difference?.same === true && earlier.data !== undefined && (
        <AssignmentsThen id={id} earlier={earlier.data} />
      )}
      {difference !== null && risks.fields}
    </FormDialog>
  )
}
