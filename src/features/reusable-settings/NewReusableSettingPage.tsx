import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'

import { ApiError } from '#src/api/errors.ts'
import { holds } from '#src/api/holds.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useAttempt } from '#src/api/use-attempt.ts'
import { eq, filterText } from '#src/lib/odata.ts'
import { paths } from '#src/lib/paths.ts'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { useDraftState } from '#src/ui/form/use-draft-state.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Forbidden } from '#src/ui/states/states.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { TextLink } from '#src/ui/TextLink.tsx'
import { toast } from '#src/ui/toasts.tsx'
import { Wizard, type WizardStep } from '#src/ui/wizard/Wizard.tsx'

import { ReusableBasicsFields } from './ReusableBasicsFields.tsx'
import { pemFrom } from './certificate-file.ts'
import { certificateQuery } from './certificate-query.ts'
import { CertificateFacts } from './CertificateFacts.tsx'
import { CertificateField } from './CertificateField.tsx'
import { reusableEndpoints } from './reusable-endpoints.ts'
import { basicsProblems, emptyForm, ReusableForm, toBody } from './reusable-form.ts'

const parse = (saved: unknown) => ReusableForm.safeParse(saved).data ?? null

/** What keeps the certificate from being sent; also what may hold a private key stays here. */
const certificateProblems = async (text: string): Promise<string[]> => {
  if (text.trim() === '') return ['Choose a certificate file or paste its text.']
  const answer = await pemFrom(text)
  return answer.ok ? [] : [answer.message]
}

/** Basics, Configuration settings, Review + add (epm-behaviour 5). */
export default function NewReusableSettingPage() {
  const rights = useRights()
  return (
    <Page>
      <nav aria-label="Breadcrumb">
        <TextLink to={paths.reusableSettings()}>Reusable settings</TextLink>
      </nav>
      <PageHeader
        title="Add a reusable setting"
        line="A certificate, uploaded once, that many elevation rules can ask for."
      />
      {rights.can('Microsoft.Intune_EpmPolicy_Create') ? (
        <Steps />
      ) : (
        <Forbidden
          what="the form for a new reusable setting"
          {...rightText('Microsoft.Intune_EpmPolicy_Create')}
        />
      )}
    </Page>
  )
}

const Steps = () => {
  const navigate = useNavigate()
  const { value, set, clear } = useDraftState('reusable-new', emptyForm, parse)
  const [error, setError] = useState<ApiError | null>(null)
  const attempt = useAttempt()
  const create = useApiMutation('reusableSettingCreate', {
    invalidates: reusableEndpoints,
    verify: async ({ body }) => {
      const { value: named } = await callOnce('reusableSettingList', {
        query: { $filter: filterText(eq('displayName', body.displayName)), $top: 10 },
      })
      const wholes = await Promise.all(
        named
          .filter(({ createdDateTime }) => attempt.isFrom(createdDateTime))
          .map(({ id }) => callOnce('reusableSettingGet', { path: { id } })),
      )
      return wholes.find((each) => holds(each, body)) ?? null
    },
  })
  const leave = () => {
    clear()
    void navigate(paths.reusableSettings())
  }
  const add = async () => {
    setError(null)
    const certificate = await pemFrom(value.certificate)
    if (!certificate.ok) return
    const body = toBody(value, certificate.text)
    try {
      const made = await create.sendAsync({ body, idempotencyKey: attempt.keyOf(body) })
      clear()
      toast({
        intent: 'success',
        title: 'Reusable setting added',
        message: visibleText(made.displayName ?? ''),
      })
      void navigate(paths.reusableSetting(made.id))
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setError(reason)
    }
  }
  const steps: readonly WizardStep[] = [
    {
      id: 'basics',
      title: 'Basics',
      problems: () => basicsProblems(value),
      render: (tried) => <ReusableBasicsFields value={value} onChange={set} showErrors={tried} />,
    },
    {
      id: 'configuration',
      title: 'Configuration settings',
      problems: () => certificateProblems(value.certificate),
      render: (tried) => (
        <CertificateField
          value={value.certificate}
          onChange={(certificate) => set({ ...value, certificate })}
          showErrors={tried}
          ownId={null}
        />
      ),
    },
    {
      id: 'review',
      title: 'Review + add',
      problems: () => [],
      render: () => <Review form={value} />,
    },
  ]
  return (
    <Wizard
      steps={steps}
      submitLabel="Add"
      pending={create.pending || create.checking}
      dirty={JSON.stringify(value) !== JSON.stringify(emptyForm())}
      onSubmit={() => void add()}
      onCancel={leave}
      outcome={error !== null && !create.pending && <FailureBar error={error} />}
    />
  )
}

const Review = ({ form }: { form: ReusableForm }) => {
  const found = useQuery(certificateQuery(form.certificate))
  return (
    <Stack gap="large">
      <Section title="Basics">
        <KeyValueList
          items={[
            { label: 'Name', value: <DeviceText value={form.displayName} kind="name" flag /> },
            {
              label: 'Description',
              value: <DeviceText value={form.description} kind="text" missing="None" flag />,
            },
          ]}
        />
      </Section>
      <Section title="Certificate">
        {found.data === undefined ? (
          <SkeletonLines lines={6} label="Reading the certificate" />
        ) : (
          <CertificateFacts found={found.data} />
        )}
      </Section>
    </Stack>
  )
}
