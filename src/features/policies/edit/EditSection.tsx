import { useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router-dom'

import { policyDifference } from '#domain/policies/difference.ts'
import { paths } from '#src/lib/paths.ts'
import { confirmFirst } from '#src/shared/RiskConfirmation.tsx'
import { useConfirmation } from '#src/shared/use-confirmation.tsx'
import { announce } from '#src/ui/announcer.tsx'
import { Button } from '#src/ui/basics.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { useDraftState } from '#src/ui/form/use-draft-state.ts'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'
import { useQuestion } from '#src/ui/use-question.ts'

import { Meanwhile } from './Meanwhile.tsx'
import { SaveEffect } from './SaveEffect.tsx'
import type { Seen } from './section-change.ts'
import type { SectionForm } from './section-forms.tsx'
import { useSaveSection } from './use-save-section.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '20px', maxWidth: '960px' },
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    margin: '-1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  foot: {
    position: 'sticky',
    bottom: 0,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
})

type Draft<T> = { base: Seen; value: T }

const parseDraft =
  <T,>(form: SectionForm<T>, policyId: string) =>
  (saved: unknown): Draft<T> | null => {
    if (typeof saved !== 'object' || saved === null || !('base' in saved) || !('value' in saved))
      return null
    const { base, value } = saved as Draft<T>
    return base?.policy?.id === policyId && form.draft.safeParse(value).success
      ? { base, value }
      : null
  }

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

type Props<T> = {
  form: SectionForm<T>
  /** The policy as it was read when the page opened. */
  seen: Seen
  section: string
}

/** One section's form. What was typed outlives a reload, an ended session and somebody else's save (R54). */
export const EditSection = <T,>({ form, seen, section }: Props<T>) => {
  const styles = useStyles()
  const navigate = useNavigate()
  const { id } = seen.policy
  const draft = useDraftState<Draft<T>>(
    `edit:${section}:${id}`,
    () => ({ base: seen, value: form.valueOf(seen) }),
    parseDraft(form, id),
  )
  const { base, value } = draft.value
  const [showErrors, setShowErrors] = useState(false)
  const [meanwhile, setMeanwhile] = useState<{ from: Seen; to: Seen; clashes: string[] } | null>(
    null,
  )
  const buttons = useRef<HTMLDivElement>(null)
  const { asking, ask, stop } = useQuestion<'discard'>(buttons)
  const saving = useSaveSection(id)
  // Rules are long documents: compared once for each change, not once for each drawing.
  const before = useMemo(() => form.valueOf(base), [form, base])
  const dirty = useMemo(() => !same(value, before), [value, before])
  const change = useMemo(() => form.changeOf(value, base), [form, value, base])
  const error = form.error(value)
  const risks = useConfirmation(form.risks?.(before, value) ?? [], 'these settings')
  const busy = saving.pending || saving.checking
  const { Fields } = form

  const leave = () => {
    draft.clear()
    void navigate(paths.policy(id))
  }
  const save = async () => {
    if (busy) return
    if (error !== undefined) {
      setShowErrors(true)
      announce(error)
      return
    }
    if (!risks.passes()) {
      announce(confirmFirst)
      return
    }
    const result = await saving.save(base, change)
    if (result.kind === 'saved') {
      toast({
        intent: 'success',
        title: 'Saved',
        message: visibleText(seen.policy.name ?? ''),
      })
      leave()
    } else if (result.kind === 'changed') {
      const { current } = result
      const merged = form.merge(before, value, form.valueOf(current))
      setMeanwhile({ from: base, to: current, clashes: merged.clashes })
      draft.set({ base: current, value: merged.value })
    }
  }
  return (
    <div className={styles.form}>
      {/* The sections inside are one level further down, as they are in a step of the wizard. */}
      <h2 className={styles.hidden}>What can be changed</h2>
      {draft.restored && dirty && (
        <MessageBar
          intent="info"
          title="What you changed here before is back."
          actions={
            <Button
              size="small"
              onClick={() => {
                draft.set({ base: seen, value: form.valueOf(seen) })
                setMeanwhile(null)
              }}
            >
              Start again from what is saved
            </Button>
          }
        >
          {' '}
          It is not saved yet.
        </MessageBar>
      )}
      {meanwhile !== null && (
        <Meanwhile
          difference={policyDifference(versionOf(meanwhile.from), versionOf(meanwhile.to))}
          clashes={meanwhile.clashes}
          at={meanwhile.to.policy.lastModifiedDateTime}
        />
      )}
      <Fields
        value={value}
        onChange={(next) => draft.set({ base, value: next })}
        showErrors={showErrors}
        policyId={id}
      />
      <SaveEffect base={base} change={change} />
      {risks.fields}
      {saving.problem?.kind === 'failed' && !busy && <FailureBar error={saving.problem.error} />}
      {saving.problem?.kind === 'incomplete' && (
        <MessageBar intent="error" title="The policy was not read whole.">
          {' '}
          Writing it back would lose settings, so nothing was written.
        </MessageBar>
      )}
      {showErrors && error !== undefined && <MessageBar intent="error">{error}</MessageBar>}
      <div ref={buttons} className={styles.foot}>
        {asking ? (
          <>
            <span role="alert">Discard what you changed?</span>
            <Button appearance="primary" data-stay onClick={stop}>
              Keep editing
            </Button>
            <Button onClick={leave}>Discard</Button>
          </>
        ) : (
          <Stack row>
            <CommandButton
              appearance="primary"
              disabledReason={dirty ? undefined : 'Nothing is changed.'}
              onClick={() => void save()}
            >
              {saving.checking ? 'Checking…' : busy ? 'Saving…' : 'Save'}
            </CommandButton>
            <CommandButton
              disabledReason={busy ? 'It is being saved.' : undefined}
              onClick={() => (dirty ? ask('discard') : leave())}
            >
              Cancel
            </CommandButton>
          </Stack>
        )}
      </div>
    </div>
  )
}

const versionOf = ({ policy, assignments }: Seen) => ({ ...policy, assignments })
