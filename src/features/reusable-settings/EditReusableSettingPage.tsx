import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router-dom'

import type { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import { ApiError } from '#src/api/errors.ts'
import { holds } from '#src/api/holds.ts'
import type { PageLoader } from '#src/api/page.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { invariant } from '#src/lib/invariant.ts'
import { mergeFields } from '#src/lib/merge.ts'
import { paths } from '#src/lib/paths.ts'
import { confirmFirst } from '#src/shared/RiskConfirmation.tsx'
import { useConfirmation } from '#src/shared/use-confirmation.tsx'
import { announce } from '#src/ui/announcer.tsx'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { useDraftState } from '#src/ui/form/use-draft-state.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { TextLink } from '#src/ui/TextLink.tsx'
import { toast } from '#src/ui/toasts.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { certificateChangeRisks } from './certificate-change.ts'
import { pemFrom } from './certificate-file.ts'
import { certificateQuery } from './certificate-query.ts'
import { CertificateChange } from './CertificateChange.tsx'
import { CertificateField } from './CertificateField.tsx'
import { Meanwhile, type ChangedMeanwhile } from './Meanwhile.tsx'
import { reusableEndpoints } from './reusable-endpoints.ts'
import { basicsProblems, formOf, ReusableForm, toBody } from './reusable-form.ts'
import { reusableQuery, usedByQuery } from './reusable-queries.ts'
import { ReusableBasicsFields } from './ReusableBasicsFields.tsx'
import { UsedBy } from './UsedBy.tsx'
import { useUsage, usageWords } from './use-usage.ts'

export const loader: PageLoader = ({ queryClient, params }) => {
  if (params.id === undefined) return
  void queryClient.prefetchQuery(reusableQuery(params.id))
  void queryClient.prefetchQuery(usedByQuery(params.id))
}

/** Edits a reusable setting, and says before saving which policies and how many rules change with it. */
export default function EditReusableSettingPage() {
  const { id } = useParams()
  invariant(id, 'EditReusableSettingPage needs a route with :id.')
  const rights = useRights()
  const { data: setting, error, refetch } = useQuery(reusableQuery(id))
  return (
    <Page>
      <nav aria-label="Breadcrumb">
        <TextLink to={paths.reusableSettings()}>Reusable settings</TextLink>
        {' / '}
        <TextLink to={paths.reusableSetting(id)}>
          {setting === undefined ? (
            'Reusable setting'
          ) : (
            <DeviceText value={setting.displayName} kind="name" missing="Without a name" />
          )}
        </TextLink>
      </nav>
      <PageHeader title="Edit reusable setting" />
      {!rights.can('Microsoft.Intune_EpmPolicy_Update') ? (
        <Forbidden
          what="the form that edits a reusable setting"
          {...rightText('Microsoft.Intune_EpmPolicy_Update')}
        />
      ) : setting !== undefined ? (
        <Form seen={setting} />
      ) : error === null ? (
        <SkeletonLines lines={10} label="Loading the reusable setting" />
      ) : error.status === 403 ? (
        <Forbidden what="reusable settings" {...rightText('Microsoft.Intune_EpmPolicy_Read')} />
      ) : error.status === 404 ? (
        <NotFound
          what="reusable setting"
          backTo={{ to: paths.reusableSettings(), label: 'All reusable settings' }}
        />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

type Draft = { base: ReusablePolicySetting; value: ReusableForm }

const parseDraft =
  (id: string) =>
  (saved: unknown): Draft | null => {
    if (typeof saved !== 'object' || saved === null || !('base' in saved) || !('value' in saved))
      return null
    const value = ReusableForm.safeParse(saved.value).data
    const base = saved.base as ReusablePolicySetting | null
    return base?.id === id && value !== undefined ? { base, value } : null
  }

const same = (one: ReusableForm, other: ReusableForm) =>
  JSON.stringify(one) === JSON.stringify(other)

const noRisks: readonly never[] = []

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '20px', maxWidth: '960px' },
})

const Form = ({ seen }: { seen: ReusablePolicySetting }) => {
  const styles = useStyles()
  const navigate = useNavigate()
  const { id } = seen
  const usage = useUsage(id)
  const draft = useDraftState<Draft>(
    `reusable-edit:${id}`,
    () => ({ base: seen, value: formOf(seen) }),
    parseDraft(id),
  )
  const { base, value } = draft.value
  const [showErrors, setShowErrors] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const [meanwhile, setMeanwhile] = useState<ChangedMeanwhile | null>(null)
  const update = useApiMutation('reusableSettingUpdate', {
    invalidates: reusableEndpoints,
    verify: async ({ path, body }) => {
      const now = await callOnce('reusableSettingGet', { path })
      return holds(now, body) ? now : null
    },
  })
  const busy = update.pending || update.checking
  const dirty = !same(value, formOf(base))
  const stored = formOf(base).certificate
  const changed = value.certificate !== stored
  const now = useNow()
  const before = useQuery({ ...certificateQuery(stored), enabled: changed })
  const after = useQuery({ ...certificateQuery(value.certificate), enabled: changed })
  const reading = before.data === undefined || after.data === undefined
  const isOther = changed && value.certificate.trim() !== ''
  const used = usage.state !== 'read' || usage.policies.length > 0
  const risks = useConfirmation(
    changed && used && after.data?.reading.ok === true
      ? certificateChangeRisks(
          usage.state === 'read' ? usage.asking : null,
          before.data?.reading,
          after.data.reading.certificate,
          now,
        )
      : noRisks,
    'this certificate',
  )
  const leave = () => {
    draft.clear()
    void navigate(paths.reusableSetting(id))
  }
  const save = async () => {
    if (busy) return
    setError(null)
    setProblem(null)
    const certificate = await pemFrom(value.certificate)
    const wrong = [...basicsProblems(value), ...(certificate.ok ? [] : [certificate.message])]
    if (!certificate.ok || wrong.length > 0) {
      setShowErrors(true)
      setProblem(wrong.join(' '))
      announce(wrong.join(' '))
      return
    }
    if (!risks.passes()) {
      announce(confirmFirst)
      return
    }
    // An untouched certificate goes back as it was stored, in whatever form that is.
    const kept = value.certificate === formOf(base).certificate
    const text = kept ? value.certificate : certificate.text
    try {
      await update.sendAsync({
        path: { id },
        body: toBody(value, text),
        ifMatch: base['@odata.etag'],
      })
      toast({ intent: 'success', title: 'Saved', message: visibleText(value.displayName) })
      leave()
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      const current =
        reason.status === 412
          ? await callOnce('reusableSettingGet', { path: { id } }).catch(() => null)
          : null
      if (current === null) {
        setError(reason)
        return
      }
      const merged = mergeFields(formOf(base), value, formOf(current))
      setMeanwhile({
        before: formOf(base),
        now: formOf(current),
        at: current.lastModifiedDateTime,
        clashes: merged.clashes,
      })
      draft.set({ base: current, value: merged.value })
    }
  }
  return (
    <div className={styles.form}>
      {meanwhile !== null && <Meanwhile {...meanwhile} />}
      <Section title="Basics" level={2}>
        <ReusableBasicsFields
          value={value}
          onChange={(next) => draft.set({ base, value: next })}
          showErrors={showErrors}
        />
      </Section>
      <Section title="Certificate" level={2}>
        <CertificateField
          value={value.certificate}
          onChange={(certificate) => draft.set({ base, value: { ...value, certificate } })}
          showErrors={showErrors}
          ownId={id}
          factsElsewhere={isOther}
        />
        {isOther && <CertificateChange before={stored} after={value.certificate} />}
      </Section>
      <Section title="What saving changes" level={2}>
        {usage.state === 'read' && usage.policies.length > 0 && (
          <MessageBar intent="warning">
            {value.certificate === formOf(base).certificate
              ? `${usageWords(usage)} use it. The certificate is the same, so they ask for what they asked for before.`
              : `${usageWords(usage)} ask for the new certificate as soon as it is saved, and no longer for the one of before.`}
          </MessageBar>
        )}
        <UsedBy usage={usage} />
      </Section>
      {risks.fields}
      {problem !== null && <MessageBar intent="error">{problem}</MessageBar>}
      {error !== null && !busy && <FailureBar error={error} />}
      <Stack row>
        <CommandButton
          appearance="primary"
          disabledReason={
            !dirty
              ? 'Nothing is changed.'
              : changed && (reading || usage.state === 'loading')
                ? 'The rules that use it are being read.'
                : undefined
          }
          onClick={() => void save()}
        >
          {busy ? 'Saving…' : 'Save'}
        </CommandButton>
        <CommandButton disabledReason={busy ? 'It is being saved.' : undefined} onClick={leave}>
          {dirty ? 'Discard changes' : 'Cancel'}
        </CommandButton>
      </Stack>
    </div>
  )
}
