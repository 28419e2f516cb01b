import { useMemo } from 'react'
import { useNavigate, useSearchParams } from 'react-router-dom'

import { roleLimits, scopeTypes, type RoleDefinition } from '#contract/roles.ts'
import { z } from '#contract/zod.ts'
import { ApiError } from '#src/api/errors.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { useMe } from '#src/api/session.ts'
import { useAttempt } from '#src/api/use-attempt.ts'
import { paths } from '#src/lib/paths.ts'
import { FreshSignInNotice } from '#src/shared/FreshSignInNotice.tsx'
import { scopeTagError } from '#src/shared/scope-tags/scope-tag-rules.ts'
import { basicsErrors } from '#src/ui/form/basics.ts'
import { BasicsFields } from '#src/ui/form/BasicsFields.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'
import { Wizard, type WizardStep } from '#src/ui/wizard/Wizard.tsx'

import { AssignmentTags } from '../assignments/AssignmentList.tsx'
import { MemberList } from '../assignments/MemberList.tsx'
import { withGrant } from '../effects/rights-change.ts'
import { WhoChanges } from '../effects/WhoChanges.tsx'
import { findMade } from '../find-made.ts'
import { assignmentBody, type AssignmentValue } from '../forms/bodies.ts'
import { MemberPicker } from '../forms/MemberPicker.tsx'
import { AssignmentTagsFields, ScopeGroupsFields } from '../forms/ScopeFields.tsx'
import { actionsOf, roleEndpoints } from '../role-queries.ts'
import { assignmentCautions, roleCautions } from '../role-risks.ts'
import { scopeTypeWords } from '../role-words.ts'
import { RoleCautions } from '../RoleRights.tsx'
import { RestoredNote } from './RestoredNote.tsx'
import { ReviewBasics, ReviewPart } from './ReviewPart.tsx'
import { useWizardDraft } from './use-wizard-draft.ts'

const Draft = z.object({
  basics: z.object({ name: z.string(), description: z.string() }),
  members: z.array(z.string()),
  scope: z.object({ type: z.enum(scopeTypes), groups: z.array(z.string()) }),
  tags: z.array(z.string()).nullable(),
})

const useStyles = makeStyles({ note: { margin: 0, color: tokens.colorNeutralForeground3 } })

const begin = (): AssignmentValue => ({
  basics: { name: '', description: '' },
  members: [],
  scope: { type: 'resourceScope', groups: [] },
  tags: [],
})
const noun = 'name for the assignment'

/** Basics, Members, Scope groups, Scope tags, Review + create. */
export const AssignmentWizard = ({ role }: { role: RoleDefinition }) => {
  const navigate = useNavigate()
  const [, setParams] = useSearchParams()
  const draft = useWizardDraft<AssignmentValue>(
    `role-assign:${role.id}`,
    begin,
    (saved) => Draft.safeParse(saved).data ?? null,
  )
  const { value, change } = draft
  const me = useMe()
  const attempt = useAttempt()
  const create = useApiMutation('roleAssignmentCreate', {
    invalidates: roleEndpoints,
    verify: ({ body }) => findMade((query) => callOnce('roleAssignmentList', { query }), body),
  })
  const leave = () => {
    draft.clear()
    void navigate(paths.role(role.id))
  }
  const send = async () => {
    const body = assignmentBody(role.id, value)
    try {
      const made = await create.sendAsync({ body, idempotencyKey: attempt.keyOf(body) })
      draft.clear()
      toast({
        intent: 'success',
        title: 'Role assigned',
        message: visibleText(made.displayName ?? ''),
      })
      void navigate(paths.roleAssignment(made.id))
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
    }
  }
  const goTo = (step: string) => setParams({ step })
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
      () => Object.values(basicsErrors(value.basics, noun, roleLimits.name)),
      (tried) => (
        <BasicsFields
          value={value.basics}
          onChange={(basics) => change({ basics })}
          showErrors={tried}
          noun={noun}
          longestName={roleLimits.name}
          nameHint="Say who gets the role and where, such as Service desk Prague."
        />
      ),
    ),
    step(
      'members',
      'Members',
      () =>
        value.members.length === 0
          ? 'Add at least one group or person.'
          : value.members.includes(me.id)
            ? 'Nobody gives themselves a role: take yourself off.'
            : undefined,
      (tried) => (
        <Stack gap="large">
          {tried && value.members.length === 0 && (
            <MessageBar intent="error">Add at least one group or person.</MessageBar>
          )}
          {value.members.includes(me.id) && (
            <MessageBar intent="error">
              Nobody gives themselves a role: take yourself off, or ask somebody else to assign it.
            </MessageBar>
          )}
          <MemberPicker
            value={value.members}
            onChange={(members) => change({ members })}
            none="Nobody yet. Add a group, so that who joins or leaves it gains or loses the role."
          />
        </Stack>
      ),
    ),
    step(
      'scope-groups',
      'Scope groups',
      () => undefined,
      () => <ScopeGroupsFields value={value.scope} onChange={(scope) => change({ scope })} />,
    ),
    step(
      'scope-tags',
      'Scope tags',
      () => (value.tags === null ? undefined : scopeTagError(value.tags)),
      (tried) => (
        <AssignmentTagsFields
          value={value.tags}
          onChange={(tags) => change({ tags })}
          showErrors={tried}
        />
      ),
    ),
    step(
      'review',
      'Review + create',
      () => undefined,
      () => <Review role={role} value={value} onEdit={goTo} />,
    ),
  ]
  const busy = create.pending || create.checking
  return (
    <>
      <FreshSignInNotice what="Assigning a role" />
      {draft.restored && <RestoredNote onDiscard={leave} />}
      <Wizard
        steps={steps}
        submitLabel={create.checking ? 'Checking…' : 'Assign'}
        pending={busy}
        dirty={draft.dirty}
        onSubmit={() => void send()}
        onCancel={leave}
        outcome={create.error !== null && !busy && <FailureBar error={create.error} />}
      />
    </>
  )
}

type ReviewProps = {
  role: RoleDefinition
  value: AssignmentValue
  onEdit: (step: string) => void
}

const Review = ({ role, value, onEdit }: ReviewProps) => {
  const styles = useStyles()
  const { basics, members, scope, tags } = value
  const actions = useMemo(() => actionsOf(role), [role])
  const change = useMemo(
    () =>
      withGrant({
        assignmentId: 'new',
        roleDefinitionId: role.id,
        actions,
        scopeTagIds: tags ?? [],
        scopeType: scope.type,
        scopeMembers: scope.groups,
      }),
    [role.id, actions, tags, scope],
  )
  return (
    <Stack gap="large">
      <RoleCautions
        cautions={[
          ...roleCautions(actions),
          ...assignmentCautions({
            actions,
            members,
            tags: tags ?? [],
            scopeGroups: scope.type === 'resourceScope' ? scope.groups : null,
          }),
        ]}
      />
      <ReviewPart title="Basics" onEdit={() => onEdit('basics')}>
        <ReviewBasics value={basics} />
      </ReviewPart>
      <ReviewPart title="Members" onEdit={() => onEdit('members')}>
        <MemberList ids={members} none="Nobody." holders />
      </ReviewPart>
      <ReviewPart title="Scope groups" onEdit={() => onEdit('scope-groups')}>
        {scope.type === 'resourceScope' ? (
          <MemberList ids={scope.groups} none="No group: no policy can be assigned under it." />
        ) : (
          <p className={styles.note}>{scopeTypeWords[scope.type]}</p>
        )}
      </ReviewPart>
      <ReviewPart title="Scope tags" onEdit={() => onEdit('scope-tags')}>
        <p className={styles.note}>
          <AssignmentTags ids={tags ?? []} />
        </p>
      </ReviewPart>
      <Section title="Who gains what">
        <WhoChanges memberIds={members} change={change} nobody="Nobody is in these groups now." />
      </Section>
    </Stack>
  )
}
