import { useCallback, useMemo, useRef, useState } from 'react'

import { judgedPart } from '#domain/rules/risky-rules.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import { FormDrawer } from '#src/ui/drawer/FormDrawer.tsx'
import { useDraftState } from '#src/ui/form/use-draft-state.ts'
import { makeStyles } from '#src/ui/styles.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { useNow } from '#src/ui/use-now.ts'

import { parseRule } from '../forms/parse-drafts.ts'
import { isBlank } from '../forms/rule-list-edits.ts'
import type { PolicyRule } from '../rule-list.ts'
import { knownCertificates, useRuleCertificates } from '../use-rule-certificates.ts'
import { ArgumentFields } from './ArgumentFields.tsx'
import { ConditionFields } from './ConditionFields.tsx'
import { FileFields } from './FileFields.tsx'
import { FillFromFile } from './FillFromFile.tsx'
import { judgeEdited } from './judge-rule.ts'
import { asGiven, withFile, withHashOnly } from './rule-edits.ts'
import { RuleVerdict } from './RuleVerdict.tsx'
import { SignatureFields } from './SignatureFields.tsx'

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 232px',
    gap: '24px',
    alignItems: 'start',
    '@media (max-width: 700px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  fields: { display: 'flex', flexDirection: 'column', gap: '24px', minWidth: 0 },
  verdict: { position: 'sticky', top: 0, '@media (max-width: 700px)': { position: 'static' } },
})

type Props = {
  rule: RuleModel
  /** Names of the policy's other rules. */
  otherNames: readonly string[]
  draftKey: string
  onSave: (rule: RuleModel) => void
  onClose: () => void
}

/** The pane Rule properties (epm-behaviour 4): every field, and beside them what an attacker could do with the rule. */
export const RuleEditor = ({ rule: before, otherNames, draftKey, onSave, onClose }: Props) => {
  const styles = useStyles()
  const draft = useDraftState(draftKey, () => before, parseRule)
  const rule = draft.value
  const [tried, setTried] = useState(false)
  const [touched, setTouched] = useState(false)
  const [confirmed, setConfirmed] = useState('')
  const now = useNow()
  const latest = useRef(rule)
  latest.current = rule
  const { set } = draft
  /** The same function all the time, so that a key stroke draws one field. */
  const change = useCallback(
    (edit: (rule: RuleModel) => RuleModel) => {
      setTouched(true)
      latest.current = edit(latest.current)
      set(latest.current)
    },
    [set],
  )

  const { signatureSource: source } = rule
  const asked = useMemo(
    () => (hasCertificate(source) ? [asPolicyRule({ ...before, signatureSource: source })] : []),
    [before, source],
  )
  const { certificateOf, nameOf } = useRuleCertificates(asked)
  const certificate = hasCertificate(source) ? certificateOf(rule) : null
  const facts = knownCertificates(certificate)
  const { issues, strength, stops } = judgeEdited(rule, otherNames, facts, now)
  // Nothing can be wrong with a rule that nobody has begun: its fields say nothing, the panel says what is needed.
  const begun = touched || tried || !isBlank(rule)
  const dirty = JSON.stringify(rule) !== JSON.stringify(before)
  // What was confirmed counts for these risks only: a certificate may turn out to be expired after that.
  const judged = `${judgedPart(rule)} ${strength.flags.map(({ id }) => id).join(' ')}`
  const isConfirmed = confirmed === judged
  const leave = () => {
    draft.clear()
    onClose()
  }
  const save = () => {
    setTried(true)
    if (stops) return
    if (strength.flags.length > 0 && !isConfirmed && dirty) return
    draft.clear()
    onSave(rule)
  }
  const fields = { rule, change, issues: begun ? issues : nothing, tried }
  return (
    <FormDrawer
      title={
        before.name === '' ? 'Rule properties' : `Rule properties: ${visibleText(before.name)}`
      }
      submitLabel="Save"
      dirty={dirty}
      onSubmit={save}
      onClose={leave}
    >
      <div className={styles.columns}>
        <div className={styles.fields}>
          <FillFromFile
            onFill={(file) => change((current) => withFile(current, file))}
            onHashOnly={(certificate) => change((current) => withHashOnly(current, certificate))}
          />
          <ConditionFields {...fields} />
          <FileFields {...fields}>
            <SignatureFields {...fields} certificate={certificate} nameOf={nameOf} />
          </FileFields>
          <ArgumentFields {...fields} />
        </div>
        <div className={styles.verdict}>
          <RuleVerdict
            rule={asGiven(rule)}
            strength={strength}
            issues={issues}
            begun={begun}
            tried={tried}
            confirmed={isConfirmed}
            needsConfirmation={dirty}
            onConfirm={(yes) => setConfirmed(yes ? judged : '')}
          />
        </div>
      </div>
    </FormDrawer>
  )
}

const nothing: readonly never[] = []

const hasCertificate = (source: RuleModel['signatureSource']) =>
  (source.kind === 'reusableSetting' && source.settingId !== '') ||
  (source.kind === 'uploadedCertificate' && source.certificate !== '')

const asPolicyRule = (rule: RuleModel): PolicyRule => ({
  key: '',
  position: 1,
  rule,
  unknownCount: 0,
})
