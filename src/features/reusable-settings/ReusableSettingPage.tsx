import { ArrowDownloadRegular, DeleteRegular, EditRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router-dom'

import type { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import { reusableSettingDocument } from '#domain/policies/interchange.ts'
import type { PageLoader } from '#src/api/page.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { invariant } from '#src/lib/invariant.ts'
import { paths } from '#src/lib/paths.ts'
import { saveDocuments } from '#src/lib/save-documents.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { withListParam } from '#src/ui/table/list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'
import { toast } from '#src/ui/toasts.tsx'

import { certificateQuery, certificateTextOf } from './certificate-query.ts'
import { CertificateFacts } from './CertificateFacts.tsx'
import { reusableQuery, usedByQuery } from './reusable-queries.ts'
import { UsedBy } from './UsedBy.tsx'
import { useUsage } from './use-usage.ts'

const DeleteReusableSettingDialog = lazy(async () => ({
  default: (await import('./DeleteReusableSettingDialog.tsx')).DeleteReusableSettingDialog,
}))

const useStyles = makeStyles({
  parts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    gap: '24px 40px',
    alignItems: 'start',
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  side: { display: 'flex', flexDirection: 'column', gap: '24px', minWidth: 0 },
})

export const loader: PageLoader = ({ queryClient, params }) => {
  if (params.id === undefined) return
  void queryClient.prefetchQuery(reusableQuery(params.id))
  void queryClient.prefetchQuery(usedByQuery(params.id))
}

/** One reusable setting: its certificate in words and the policies that use it. */
export default function ReusableSettingPage() {
  const { id } = useParams()
  invariant(id, 'ReusableSettingPage needs a route with :id.')
  const { data: setting, error, refetch } = useQuery(reusableQuery(id))
  if (setting !== undefined) return <Loaded setting={setting} />
  return (
    <Page>
      <Back />
      <PageHeader title="Reusable setting" />
      {error === null ? (
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

const Back = () => (
  <nav aria-label="Breadcrumb">
    <TextLink to={paths.reusableSettings()}>Reusable settings</TextLink>
  </nav>
)

const Loaded = ({ setting }: { setting: ReusablePolicySetting }) => {
  const styles = useStyles()
  const usage = useUsage(setting.id)
  const rights = useRights()
  const navigate = useNavigate()
  const [address, setAddress] = useSearchParams()
  const document = reusableSettingDocument(setting)
  const dialog = (open: 'yes' | undefined) =>
    setAddress((now) => withListParam(now, 'delete', open), { replace: open === undefined })
  return (
    <Page>
      <Back />
      <PageHeader
        title={setting.displayName || 'Reusable setting without a name'}
        line="A certificate that elevation rules share."
        commands={
          <>
            <CommandButton
              icon={<EditRegular />}
              disabledReason={missingRight(rights, 'Microsoft.Intune_EpmPolicy_Update')}
              to={paths.reusableSettingEdit(setting.id)}
            >
              Edit
            </CommandButton>
            <CommandButton
              icon={<ArrowDownloadRegular />}
              disabledReason={
                document === null ? 'The service did not send its certificate.' : undefined
              }
              onClick={() => {
                if (document === null) return
                saveDocuments([document])
                toast({ intent: 'success', title: 'One document exported' })
              }}
            >
              Export
            </CommandButton>
            <CommandButton
              icon={<DeleteRegular />}
              disabledReason={missingRight(rights, 'Microsoft.Intune_EpmPolicy_Delete')}
              onClick={() => dialog('yes')}
            >
              Delete
            </CommandButton>
          </>
        }
      />
      <div className={styles.parts}>
        <Section title="Certificate" level={2}>
          <Certificate setting={setting} />
        </Section>
        <div className={styles.side}>
          <Section title="Basics" level={2}>
            <Basics setting={setting} />
          </Section>
          <Section title="Used by" level={2}>
            <UsedBy usage={usage} />
          </Section>
        </div>
      </div>
      {address.get('delete') !== null && (
        <Suspense>
          <DeleteReusableSettingDialog
            id={setting.id}
            onClose={() => dialog(undefined)}
            onDeleted={() => void navigate(paths.reusableSettings())}
          />
        </Suspense>
      )}
    </Page>
  )
}

const Certificate = ({ setting }: { setting: ReusablePolicySetting }) => {
  const { data } = useQuery(certificateQuery(certificateTextOf(setting)))
  return data === undefined ? (
    <SkeletonLines lines={8} label="Reading the certificate" />
  ) : (
    <CertificateFacts found={data} />
  )
}

const Basics = ({ setting }: { setting: ReusablePolicySetting }) => (
  <KeyValueList
    items={[
      {
        label: 'Description',
        value: <DeviceText value={setting.description} kind="text" missing="None" flag />,
      },
      { label: 'Created', value: <When at={setting.createdDateTime} withExact /> },
      { label: 'Last modified', value: <When at={setting.lastModifiedDateTime} withExact /> },
      { label: 'Id', value: <Hash value={setting.id} what="id" whole /> },
    ]}
  />
)
