import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router-dom'

import { z } from '#contract/zod.ts'
import { newOpenResponseOf } from '#domain/rules/open-response.ts'
import { ApiError } from '#src/api/errors.ts'
import { holds } from '#src/api/holds.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useAttempt } from '#src/api/use-attempt.ts'
import { eq, filterText } from '#src/lib/odata.ts'
import { paths } from '#src/lib/paths.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { TextField } from '#src/ui/form/fields.tsx'
import { Forbidden } from '#src/ui/states/states.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'

import { copyState } from '../copy-state.ts'
import { openResponseRisk } from '../open-response-risk.ts'
import { policyEndpoints, policyQuery } from '../policy-queries.ts'
import { rulesOf } from '../rule-list.ts'
import { useRiskConfirmation } from '../use-risk-confirmation.tsx'
import { copyName, longest } from './copy-name.ts'

const creating = 'Microsoft.Intune_EpmPolicy_Create'
const CopyForm = z.object({
  name: z
    .string()
    .regex(/\S/, 'Enter a policy name.')
    .max(longest, `A policy name has at most ${longest} characters.`),
})
type CopyForm = z.infer<typeof CopyForm>

const useStyles = makeStyles({ text: { margin: 0 } })
const none: readonly never[] = []

type Props = { id: string; onClose: () => void }

/** A copy keeps settings and scope tags and is assigned to nobody (epm-behaviour 3.6). */
export const DuplicatePolicyDialog = ({ id, onClose }: Props) => {
  const styles = useStyles()
  const rights = useRights()
  const navigate = useNavigate()
  const mayCreate = rights.can(creating)
  const policy = useQuery(policyQuery(id))
  const form = useForm<CopyForm>({ resolver: zodResolver(CopyForm), defaultValues: { name: '' } })
  const { reset } = form
  const original = policy.data?.name
  const rules = useMemo(() => rulesOf(policy.data?.settings ?? []), [policy.data])
  const settings = openResponseRisk(newOpenResponseOf(none, policy.data?.settings ?? none))
  const risks = useRiskConfirmation(none, rules, undefined, settings)
  useEffect(() => {
    if (original) reset({ name: copyName(original) })
  }, [original, reset])
  const attempt = useAttempt()
  const mutation = useApiMutation('policyCreateCopy', {
    invalidates: policyEndpoints,
    verify: async ({ body }) => {
      const { value } = await callOnce('policyList', {
        query: { $filter: filterText(eq('name', body.displayName)), $top: 10 },
      })
      const only = value.find(
        (each) =>
          each.id !== id &&
          attempt.isFrom(each.createdDateTime) &&
          holds(each, { name: body.displayName, description: body.description }),
      )
      return only === undefined ? null : callOnce('policyGet', { path: { id: only.id } })
    },
  })
  const copy = async ({ name }: CopyForm) => {
    if (!risks.passes()) return
    try {
      const body = { displayName: name, description: policy.data?.description ?? '' }
      const made = await mutation.sendAsync({
        path: { id },
        body,
        idempotencyKey: attempt.keyOf(body),
      })
      toast({
        intent: 'success',
        title: 'Policy copied, not assigned yet',
        message: visibleText(made.name ?? ''),
      })
      // Not behind the dialog but at the copy: who stays on the original takes it for the copy. Back skips the dialog.
      void navigate(paths.policy(made.id), { replace: true, state: copyState(original ?? '') })
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
    }
  }
  return (
    <FormDialog
      title="Duplicate this policy"
      submitLabel="Duplicate"
      cancelLabel={mayCreate ? 'Cancel' : 'Close'}
      readOnly={!mayCreate}
      pending={mutation.pending}
      checking={mutation.checking}
      error={mutation.error ?? policy.error}
      onSubmit={form.handleSubmit(copy)}
      onClose={onClose}
      dirty={form.formState.isDirty}
      disabledReason={
        policy.data === undefined
          ? 'The policy is being read.'
          : risks.reading
            ? 'Certificates of its rules are being read.'
            : undefined
      }
    >
      {mayCreate ? (
        <>
          <p className={styles.text}>
            The copy of <DeviceText value={original} kind="name" flag missing="this policy" /> gets
            all its settings and scope tags. It is assigned to nobody until you assign it.
          </p>
          <TextField control={form.control} name="name" label="Name of the copy" required />
          {risks.fields}
        </>
      ) : (
        <Forbidden what="the form for a copy" {...rightText(creating)} />
      )}
    </FormDialog>
  )
}
