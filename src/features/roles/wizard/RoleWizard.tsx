import { useNavigate, useSearchParams } from 'react-router-dom'

import { innerCodes } from '#contract/errors.ts'
import { roleLimits, type RoleDefinition } from '#contract/roles.ts'
import { z } from '#contract/zod.ts'
import { isOfExchange, isResourceAction } from '#domain/roles/right-texts.ts'
import { ApiError } from '#src/api/errors.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { useRights, type Rights } from '#src/api/rights.ts'
import { useAttempt } from '#src/api/use-attempt.ts'
import { paths } from '#src/lib/paths.ts'
import { FreshSignInNotice } from '#src/shared/FreshSignInNotice.tsx'
import { ScopeTagNames } from '#src/shared/scope-tags/ScopeTagNames.tsx'
import { ScopeTagPicker } from '#src/shared/scope-tags/ScopeTagPicker.tsx'
import { scopeTagError } from '#src/shared/scope-tags/scope-tag-rules.ts'
import { Button } from '#src/ui/basics.ts'
import { basicsErrors } from '#src/ui/form/basics.ts'
import { BasicsFields } from '#src/ui/form/BasicsFields.tsx'
import { RadioControl } from '#src/ui/form/controls.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'
import { Wizard, type WizardStep } from '#src/ui/wizard/Wizard.tsx'

import { findMade } from '../find-made.ts'
import { roleBody, type RoleValue } from '../forms/bodies.ts'
import { PermissionPicker, permissionsError } from '../forms/PermissionPicker.tsx'
import { actionsOf, roleEndpoints } from '../role-queries.ts'
import { roleCautions } from '../role-risks.ts'
import { rightsListed } from '../role-words.ts'
import { RoleCautions, RoleRights } from '../RoleRights.tsx'
import { RestoredNote } from './RestoredNote.tsx'
import { ReviewBasics, ReviewPart } from './ReviewPart.tsx'
import { useWizardDraft } from './use-wizard-draft.ts'

const Draft = z.object({
  basics: z.object({ name: z.string(), description: z.string() }),
  actions: z.array(z.string()),
  tags: z.array(z.string()).nullable(),
})

const ways = [
  {
    value: 'own',
    label: 'All of my own scope tags',
    hint: 'Without tags in your roles, the role gets the tag Default.',
  },
  { value: 'chosen', label: 'Choose scope tags' },
]

const begin = (original: RoleDefinition | null, rights: Rights): RoleValue => ({
  basics: {
    name:
      original === null
        ? ''
        : `Copy of ${original.displayName ?? 'a role'}`.slice(0, roleLimits.name),
    description: original?.description ?? '',
  },
  // Nobody writes a right that they do not have into a role; `*` and those of Exchange are none that a custom role can have.
  actions: actionsOf(original).filter(
    (action) =>
      action !== '*' && isResourceAction(action) && !isOfExchange(action) && rights.can(action),
  ),
  tags: null,
})

const noun = 'role name'
const errorsOf = (value: RoleValue) =>
  Object.values(basicsErrors(value.basics, noun, roleLimits.name))

/** Basics, Permissions, Scope tags, Review + create. `original`: it begins as a copy of this role. */
export const RoleWizard = ({ original }: { original: RoleDefinition | null }) => {
  const navigate = useNavigate()
  const [, setParams] = useSearchParams()
  const rights = useRights()
  const draft = useWizardDraft<RoleValue>(
    `role-new:${original?.id ?? ''}`,
    () => begin(original, rights),
    (saved) => Draft.safeParse(saved).data ?? null,
  )
  const { value, change } = draft
  const attempt = useAttempt()
  const create = useApiMutation('roleDefinitionCreate', {
    invalidates: roleEndpoints,
    verify: ({ body }) => findMade((query) => callOnce('roleDefinitionList', { query }), body),
  })
  const leave = () => {
    draft.clear()
    void navigate(original === null ? paths.roles() : paths.role(original.id))
  }
  const send = async () => {
    const body = roleBody(value)
    try {
      const made = await create.sendAsync({ body, idempotencyKey: attempt.keyOf(body) })
      draft.clear()
      toast({
        intent: 'success',
        title: 'Role created, assigned to nobody yet',
        message: visibleText(made.displayName ?? ''),
      })
      void navigate(paths.role(made.id))
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
    }
  }
  const goTo = (step: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      next.set('step', step)
      return next
    })
  const step = (
    id: string,
    title: string,
    problem: () => string | readonly string[] | undefined,
    render: WizardStep['render'],
  ): WizardStep => ({ id, title, problems: () => [problem() ?? []].flat(), render })
  const steps: WizardStep[] = [
    step(
      'basics',
      'Basics',
      () => errorsOf(value),
      (tried) => (
        <BasicsFields
          value={value.basics}
          onChange={(basics) => change({ basics })}
          showErrors={tried}
          noun={noun}
          longestName={roleLimits.name}
          nameHint="Say what somebody with it does, such as Request approver."
        />
      ),
    ),
    step(
      'permissions',
      'Permissions',
      () => permissionsError(value.actions),
      (tried) => (
        <PermissionPicker
          value={value.actions}
          onChange={(actions) => change({ actions })}
          showErrors={tried}
        />
      ),
    ),
    step(
      'scope-tags',
      'Scope tags',
      () => (value.tags === null ? undefined : scopeTagError(value.tags)),
      (tried) => (
        <Stack gap="large">
          <RadioControl
            name="tagsOf"
            label="The new role gets"
            value={value.tags === null ? 'own' : 'chosen'}
            options={ways}
            onChange={(_, way) => change({ tags: way === 'own' ? null : [] })}
          />
          {value.tags !== null && (
            <ScopeTagPicker
              value={value.tags}
              onChange={(tags) => change({ tags })}
              showErrors={tried}
            />
          )}
        </Stack>
      ),
    ),
    step(
      'review',
      'Review + create',
      () => undefined,
      () => <Review value={value} onEdit={goTo} />,
    ),
  ]
  const busy = create.pending || create.checking
  return (
    <>
      <FreshSignInNotice what="Creating a role" />
      {draft.restored && <RestoredNote onDiscard={leave} />}
      {original !== null && <LeftOut original={original} rights={rights} />}
      <Wizard
        steps={steps}
        submitLabel={create.checking ? 'Checking…' : 'Create'}
        pending={busy}
        dirty={draft.dirty}
        onSubmit={() => void send()}
        onCancel={leave}
        outcome={
          create.error !== null &&
          !busy && (
            <FailureBar
              error={create.error}
              actions={
                create.error.innerCode === innerCodes.duplicateName ? (
                  <Button size="small" onClick={() => goTo('basics')}>
                    Go to Basics
                  </Button>
                ) : undefined
              }
            />
          )
        }
      />
    </>
  )
}

/** Rights of the original that the copy begins without. */
const LeftOut = ({ original, rights }: { original: RoleDefinition; rights: Rights }) => {
  const actions = actionsOf(original)
  const everything = actions.includes('*')
  const foreign = actions.some(isOfExchange)
  const lacking = actions.filter(
    (action) => isResourceAction(action) && !isOfExchange(action) && !rights.can(action),
  )
  if (!everything && !foreign && lacking.length === 0) return null
  return (
    <MessageBar intent="info" title="Not all of it is copied.">
      {' '}
      {everything
        ? 'No custom role can have every right at once: choose the rights of the copy.'
        : lacking.length > 0
          ? `The copy begins without rights that you do not have, because nobody gives those: ${rightsListed(lacking)}.`
          : ''}
      {foreign && ' Rights of Exchange are left out: no custom role of Intune gives them.'}
    </MessageBar>
  )
}

const Review = ({ value, onEdit }: { value: RoleValue; onEdit: (step: string) => void }) => (
  <Stack gap="large">
    <ReviewPart title="Basics" onEdit={() => onEdit('basics')}>
      <ReviewBasics value={value.basics} />
    </ReviewPart>
    <ReviewPart title="Permissions" onEdit={() => onEdit('permissions')}>
      <RoleRights actions={value.actions} />
      <RoleCautions cautions={roleCautions(value.actions)} />
    </ReviewPart>
    <ReviewPart title="Scope tags" onEdit={() => onEdit('scope-tags')}>
      {value.tags === null ? (
        <p>All of your own scope tags; Default when your roles have none.</p>
      ) : (
        <ScopeTagNames ids={value.tags} />
      )}
    </ReviewPart>
  </Stack>
)
