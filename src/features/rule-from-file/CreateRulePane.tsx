import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'

import type { ConfigurationPolicy } from '#contract/policies.ts'
import { userWritableFolder } from '#domain/file-name/folders.ts'
import { offeredElevationTypes } from '#domain/rules/from-file.ts'
import { childProcessBehaviorLabels, elevationTypeLabels } from '#domain/rules/in-words.ts'
import { childProcessBehaviors } from '#domain/rules/rule-model.ts'
import { ruleStrength } from '#domain/rules/strength.ts'
import { useRights } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { reasonOf, reasonWithRoles, ruleFlags } from '#src/shared/rule-rights.ts'
import { isRulesPolicy, policiesQuery, policyQuery } from '#src/shared/rules-policy-queries.ts'
import { FreshSignInNotice } from '#src/shared/FreshSignInNotice.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { CheckboxField, RadioField, SelectField, TextField } from '#src/ui/form/fields.tsx'
import { useDraft } from '#src/ui/form/use-draft.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'

import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { CertificateField } from './CertificateField.tsx'
import { PolicyTargets } from './PolicyTargets.tsx'
import { RuleForm, ruleFormDefaults, ruleIssues, suggestedName, toRule } from './rule-form.ts'
import { RulePreview } from './RulePreview.tsx'
import { folderRefusal, type RuleSource } from './rule-source.ts'
import { Subject } from './Subject.tsx'
import { SameFileRules } from './SameFileRules.tsx'
import { useCreateRule, type RuleProblem } from './use-create-rule.ts'
import { WriteProblem } from './WriteProblem.tsx'

const targets = [
  {
    value: 'new',
    label: 'Create a new policy',
    hint: 'Assigned to nobody until you edit its assignments.',
  },
  {
    value: 'existing',
    label: 'Add to an existing policy',
    hint: 'The rule is at once available to everyone the policy is assigned to.',
  },
] as const

const types = offeredElevationTypes.map((value) => ({ value, label: elevationTypeLabels[value] }))
const behaviors = childProcessBehaviors.map((value) => ({
  value,
  label: childProcessBehaviorLabels[value],
}))

type Props = { source: RuleSource; onClose: () => void }

/** "Create a rule with these file details" (epm-behaviour 6). */
export const CreateRulePane = ({ source, onClose }: Props) => {
  const { basis } = source
  const rights = useRights()
  const flags = ruleFlags(rights, source.refusal)
  const defaults = useMemo(
    () => ruleFormDefaults(source, { create: flags.createRuleInNewPolicy.allowed }),
    [source, flags.createRuleInNewPolicy.allowed],
  )
  const form = useForm<RuleForm>({ resolver: zodResolver(RuleForm), defaultValues: defaults })
  const draft = useDraft(form, `rule:${source.key}`)
  const { control, getValues, setValue, setError } = form
  const values = { ...defaults, ...useWatch({ control }) }
  const existing = values.target === 'existing'
  const flag = existing ? flags.createRuleInExistingPolicy : flags.createRuleInNewPolicy

  const list = useQuery({ ...policiesQuery, enabled: existing && flag.allowed })
  const policies = list.data?.ok ? list.data.data.value.filter(isRulesPolicy) : []
  const chosen = useQuery({
    ...policyQuery(values.policyId),
    enabled: existing && flag.allowed && values.policyId !== '',
  })
  const read = existing && chosen.data?.ok ? chosen.data.data : null
  // The policy as it was when the rule was sent: with the rule in it, it would be judged against itself.
  const [sent, setSent] = useState<{ policy: ConfigurationPolicy | null } | null>(null)
  const policy = sent === null ? read : sent.policy

  const rule = toRule(values, basis)
  const issues = ruleIssues(rule, policy)
  const risks = ruleStrength(rule).flags
  const name = suggestedName(values, basis, policy)
  // A name nobody has edited is the one suggested last, also when it came back from a draft.
  const suggested = useRef(defaults.ruleName)
  useEffect(() => {
    if (getValues('ruleName') === suggested.current) setValue('ruleName', name)
    suggested.current = name
  }, [name, getValues, setValue])
  // What was confirmed is no longer what is there.
  const judged = `${values.target} ${values.policyId} ${values.elevationType} ${values.childProcessBehavior} ${values.sameFilePath} ${values.certificateId}`
  useEffect(() => setValue('confirmed', false), [judged, setValue])

  const writing = useCreateRule(({ policyId, policyName, isNew }) => {
    draft.clear()
    toast({
      intent: 'success',
      title: isNew ? 'Policy created, not assigned yet' : 'Rule added',
      message: visibleText(policyName),
      ...(rights.can('Microsoft.Intune_EpmPolicy_Read') && {
        link: {
          to: paths.policy(policyId),
          label:
            isNew && rights.can('Microsoft.Intune_EpmPolicy_Assign')
              ? 'Assign the policy'
              : 'Open the policy',
        },
      }),
    })
    onClose()
  })

  const submit = async (entered: RuleForm) => {
    const faults = issues.filter(({ kind }) => kind === 'error')
    const own = faults.find(({ field }) => field === 'name')
    if (own) return setError('ruleName', { message: own.message })
    if (faults.length > 0) return
    if (risks.length > 0 && !entered.confirmed)
      return setError('confirmed', { message: 'Confirm that you have read what could go wrong.' })
    setSent({ policy })
    if (!(await writing.write(entered, rule, policy))) setSent(null)
  }
  const closed = reasonOf(flags.createRule)
  const hopeless = issues.find(({ kind, field }) => kind === 'error' && field !== 'name')
  return (
    <FormDialog
      title="Create a rule"
      wide
      error={problemError(writing.problem) ?? list.error ?? chosen.error}
      pending={writing.pending}
      checking={writing.checking}
      onSubmit={form.handleSubmit(submit)}
      onClose={() => {
        draft.clear()
        onClose()
      }}
      submitLabel="OK"
      disabledReason={
        reasonOf(flag) ??
        hopeless?.message ??
        (existing && values.policyId !== '' && policy === null
          ? 'The policy is being read.'
          : undefined)
      }
      dirty={form.formState.isDirty}
    >
      {closed !== undefined && (
        <MessageBar
          intent="warning"
          title={`You cannot make a rule from this ${source.recordName}.`}
        >
          {' '}
          {reasonWithRoles(flags.createRule)}
        </MessageBar>
      )}
      <Subject source={source} />
      {closed === undefined && (
        <>
          <RadioField
            control={control}
            name="target"
            label="Policy"
            options={targets}
            disabledReason={undefined}
            {...(flag.allowed ? {} : { hint: flag.reason })}
          />
          {existing ? (
            flag.allowed && (
              <>
                <SelectField
                  control={control}
                  name="policyId"
                  label="Elevation rules policy"
                  required
                  placeholder={list.data === undefined ? 'Reading policies…' : 'Choose a policy'}
                  options={policies.map(({ id, name: policyName }) => ({
                    value: id,
                    label: visibleText(policyName ?? '') || id,
                  }))}
                  {...(list.data?.ok && policies.length === 0
                    ? { hint: 'There is no elevation rules policy in your scope yet.' }
                    : {})}
                />
                {values.policyId !== '' && <PolicyTargets policyId={values.policyId} />}
              </>
            )
          ) : (
            <TextField control={control} name="policyName" label="Policy name" required />
          )}
          <SameFileRules policy={policy} rule={rule} />
          {basis.kind === 'publisher' && (
            <CertificateField control={control} publisher={basis.publisher} />
          )}
          <TextField
            control={control}
            name="ruleName"
            label="Rule name"
            required
            hint={
              values.ruleName === name
                ? 'Suggested. It follows the type and the policy until you edit it.'
                : 'Your own name.'
            }
          />
          <SelectField control={control} name="elevationType" label="Type" options={types} />
          {values.elevationType === 'automatic' && (
            <FreshSignInNotice what="Saving a rule that elevates automatically" />
          )}
          <SelectField
            control={control}
            name="childProcessBehavior"
            label="Child process behavior"
            options={behaviors}
          />
          <PathField source={source} control={control} />
          <RulePreview rule={rule} issues={issues} />
          {risks.length > 0 && (
            <CheckboxField
              control={control}
              name="confirmed"
              label="I have read what could go wrong and want this rule"
            />
          )}
        </>
      )}
      {writing.problem !== null && <WriteProblem problem={writing.problem} />}
    </FormDialog>
  )
}

const problemError = (problem: RuleProblem | null) =>
  problem?.kind === 'failed' ? problem.error : null

const PathField = ({
  source,
  control,
}: {
  source: RuleSource
  control: ReturnType<typeof useForm<RuleForm>>['control']
}) => {
  const styles = useDrawerStyles()
  const { folder } = source.basis.details
  const writable = folder === '' ? null : userWritableFolder(folder)
  return (
    <div>
      <CheckboxField
        control={control}
        name="sameFilePath"
        label={
          source.count === 1
            ? 'Require the same file path as this elevation'
            : 'Require the same file path as these elevations'
        }
        disabledReason={folderRefusal(source)}
      />
      {folder !== '' && (
        <p className={styles.quiet}>
          <DeviceText value={folder} kind="filePath" shorten={120} />
          {writable !== null && (
            <>
              <br />A standard user can probably write here: {writable}.
            </>
          )}
        </p>
      )}
    </div>
  )
}
