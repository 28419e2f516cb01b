import { useNavigate, useSearchParams } from 'react-router-dom'

import { validateElevationSettings } from '#domain/rules/elevation-settings-form.ts'
import { newOpenResponse } from '#domain/rules/open-response.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { paths, type PolicyKind } from '#src/lib/paths.ts'
import { confirmFirst } from '#src/shared/RiskConfirmation.tsx'
import { useConfirmation } from '#src/shared/use-confirmation.tsx'
import { Button } from '#src/ui/basics.ts'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'
import { Wizard, type WizardStep } from '#src/ui/wizard/Wizard.tsx'

import { AssignmentPicker } from '../forms/AssignmentPicker.tsx'
import { targetsError } from '../forms/assignment-targets.ts'
import { ElevationSettingsFields } from '../forms/ElevationSettingsFields.tsx'
import { policyBasicsErrors } from '../forms/policy-basics.ts'
import { PolicyBasicsFields } from '../forms/PolicyBasicsFields.tsx'
import { ruleListError } from '../forms/rule-list-edits.ts'
import { RuleListEditor } from '../forms/RuleListEditor.tsx'
import { scopeTagError } from '#src/shared/scope-tags/scope-tag-rules.ts'
import { openResponseRisk } from '../open-response-risk.ts'
import { policyBody } from './policy-body.ts'
import { ReviewStep } from './ReviewStep.tsx'
import { ScopeTagStep } from './ScopeTagStep.tsx'
import { stepOfTarget, stepTitles, type StepId } from './steps.ts'
import { useCreatePolicy, type Created } from './use-create-policy.ts'
import { usePolicyDraft } from './use-policy-draft.ts'
import { WizardOutcome } from './WizardOutcome.tsx'

const assigningRight = 'Microsoft.Intune_EpmPolicy_Assign'
const noTargets: readonly never[] = []
const noRisks: readonly never[] = []

/** Basics, Configuration settings, Scope tags, Assignments, Review + create (epm-behaviour 3.2). */
export const PolicyWizard = ({ kind }: { kind: PolicyKind }) => {
  const navigate = useNavigate()
  const [, setParams] = useSearchParams()
  const { can } = useRights()
  const mayAssign = can(assigningRight)
  const draft = usePolicyDraft(kind)
  const { basics, settings, rules, tags } = draft
  const targets = mayAssign ? draft.targets.value : noTargets
  const body = policyBody(basics.value, draft.configuration, tags.value)

  const done = ({ id, name }: Created) => {
    draft.clear()
    toast({
      intent: 'success',
      title: targets.length > 0 ? 'Policy created and assigned' : 'Policy created, not assigned',
      message: visibleText(name),
    })
    void navigate(paths.policy(id))
  }
  const creating = useCreatePolicy({
    created: draft.created.value,
    onCreated: draft.created.set,
    onDone: done,
  })
  const send = () => void creating.run(body, targets)
  const leave = () => {
    draft.clear()
    void navigate(paths.policies())
  }
  const risks = useConfirmation(
    kind === 'settings' ? openResponseRisk(newOpenResponse(null, settings.value)) : noRisks,
    'these settings',
  )
  const goTo = (step: StepId) => setParams({ step })

  const one = (id: StepId, problem: () => string | undefined, render: WizardStep['render']) => ({
    id,
    title: stepTitles[id],
    problems: () => [problem() ?? []].flat(),
    render,
  })
  const steps: WizardStep[] = [
    {
      id: 'basics',
      title: stepTitles.basics,
      problems: () => Object.values(policyBasicsErrors(basics.value)),
      render: (tried) => (
        <PolicyBasicsFields value={basics.value} onChange={basics.set} showErrors={tried} />
      ),
    },
    kind === 'settings'
      ? {
          id: 'configuration',
          title: stepTitles.configuration,
          problems: () => {
            const errors = validateElevationSettings(settings.value)
              .filter((issue) => issue.kind === 'error')
              .map(({ message }) => message)
            return risks.isConfirmed ? errors : [...errors, confirmFirst]
          },
          render: (tried) => (
            <Stack gap="large">
              <ElevationSettingsFields
                value={settings.value}
                onChange={settings.set}
                showErrors={tried}
              />
              {risks.show(tried)}
            </Stack>
          ),
        }
      : one(
          'configuration',
          () => ruleListError(rules.value),
          (tried) => (
            <RuleListEditor
              value={rules.value}
              onChange={rules.set}
              showErrors={tried}
              draftKey={draft.key}
            />
          ),
        ),
    one(
      'scope-tags',
      () => (tags.value === null ? undefined : scopeTagError(tags.value)),
      (tried) => <ScopeTagStep value={tags.value} onChange={tags.set} showErrors={tried} />,
    ),
    one(
      'assignments',
      () => targetsError(targets),
      () => (
        <AssignmentPicker
          value={targets}
          onChange={draft.targets.set}
          readOnlyReason={
            mayAssign
              ? undefined
              : `You cannot assign policies: the right ${rightText(assigningRight).right} is missing. The policy will be created and reach nobody until someone with the right assigns it.`
          }
        />
      ),
    ),
    one(
      'review',
      () => undefined,
      () => <ReviewStep kind={kind} body={body} targets={targets} onEdit={goTo} />,
    ),
  ]
  if (draft.created.value !== null)
    return (
      <WizardOutcome
        created={draft.created.value}
        error={creating.error}
        pending={creating.pending || creating.checking}
        onRetry={send}
        onLeave={draft.clear}
      />
    )
  return (
    <>
      {draft.restored && (
        <MessageBar
          intent="info"
          actions={
            <Button size="small" onClick={leave}>
              Discard it
            </Button>
          }
        >
          What you entered here before is back.
        </MessageBar>
      )}
      <Wizard
        steps={steps}
        submitLabel={creating.checking ? 'Checking…' : 'Create'}
        pending={creating.pending || creating.checking}
        dirty={draft.dirty}
        onSubmit={send}
        onCancel={leave}
        outcome={creating.error !== null && <CreateFailure error={creating.error} onGo={goTo} />}
      />
    </>
  )
}

type FailureProps = {
  error: NonNullable<ReturnType<typeof useCreatePolicy>['error']>
  onGo: (step: StepId) => void
}

/** What the service refused, with the step it is about. */
const CreateFailure = ({ error, onGo }: FailureProps) => {
  const steps = [...new Set(error.details.map(({ target }) => stepOfTarget(target)))]
  return (
    <FailureBar
      error={error}
      actions={steps.map((step) =>
        step === null ? null : (
          <Button key={step} size="small" onClick={() => onGo(step)}>
            Go to {stepTitles[step]}
          </Button>
        ),
      )}
    />
  )
}
