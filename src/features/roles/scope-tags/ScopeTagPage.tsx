import { DeleteRegular, EditRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router-dom'

import type { RoleScopeTag } from '#contract/directory.ts'
import type { PageLoader } from '#src/api/page.ts'
import { q } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { invariant } from '#src/lib/invariant.ts'
import { paths } from '#src/lib/paths.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { withListParam } from '#src/ui/table/list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { AssignmentList } from '../assignments/AssignmentList.tsx'
import { allAssignmentsQuery } from '../role-queries.ts'
import { tagGroupsQuery } from './tag-groups.ts'
import { TagGroups } from './TagGroups.tsx'
import { useTagUsage } from './use-tag-usage.ts'

const ScopeTagDialog = lazy(async () => ({
  default: (await import('./ScopeTagDialog.tsx')).ScopeTagDialog,
}))
const DeleteScopeTagDialog = lazy(async () => ({
  default: (await import('./DeleteScopeTagDialog.tsx')).DeleteScopeTagDialog,
}))

const useStyles = makeStyles({
  note: { margin: 0, color: tokens.colorNeutralForeground3, maxWidth: '90ch' },
  list: { margin: 0, paddingLeft: '20px', lineHeight: '26px' },
})

const tagQuery = (id: string) => q('scopeTagGet', { path: { id } })

export const loader: PageLoader = ({ queryClient, params }) => {
  if (params.id !== undefined) {
    void queryClient.prefetchQuery(tagQuery(params.id))
    void queryClient.prefetchQuery(tagGroupsQuery(params.id))
  }
  void queryClient.prefetchQuery(allAssignmentsQuery)
}

export default function ScopeTagPage() {
  const { id } = useParams()
  invariant(id, 'ScopeTagPage needs a route with :id.')
  const { data, error, refetch } = useQuery(tagQuery(id))
  if (data !== undefined) return <Loaded key={data.id} tag={data} />
  return (
    <Page>
      <Back />
      <PageHeader title="Scope tag" />
      {error === null ? (
        <SkeletonLines lines={8} label="Loading the scope tag" />
      ) : error.status === 403 ? (
        <Forbidden what="scope tags" {...rightText('Microsoft.Intune_Roles_Read')} />
      ) : error.status === 404 ? (
        <NotFound what="scope tag" backTo={{ to: paths.scopeTags(), label: 'All scope tags' }} />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

const Back = () => (
  <nav aria-label="Breadcrumb">
    <TextLink to={paths.scopeTags()}>Scope tags</TextLink>
  </nav>
)

const Loaded = ({ tag }: { tag: RoleScopeTag }) => {
  const rights = useRights()
  const navigate = useNavigate()
  const [address, setAddress] = useSearchParams()
  const builtIn = tag.isBuiltIn === true ? 'Every tenant has this tag as it is.' : undefined
  const open = (dialog: string | undefined) =>
    setAddress((now) => withListParam(now, 'dialog', dialog), { replace: dialog === undefined })
  const dialog = address.get('dialog')
  return (
    <Page>
      <Back />
      <PageHeader
        title={tag.displayName || 'Scope tag without a name'}
        line={<DeviceText value={tag.description} kind="text" missing="No description" flag />}
        commands={
          <>
            <CommandButton
              icon={<EditRegular />}
              disabledReason={missingRight(rights, 'Microsoft.Intune_Roles_Update') ?? builtIn}
              onClick={() => open('edit')}
            >
              Edit
            </CommandButton>
            <CommandButton
              icon={<DeleteRegular />}
              disabledReason={missingRight(rights, 'Microsoft.Intune_Roles_Delete') ?? builtIn}
              onClick={() => open('delete')}
            >
              Delete
            </CommandButton>
          </>
        }
      />
      <TagUsage id={tag.id} />
      <TagGroups tag={tag} builtIn={builtIn} />
      <Suspense>
        {dialog === 'edit' && <ScopeTagDialog tag={tag} onClose={() => open(undefined)} />}
        {dialog === 'delete' && (
          <DeleteScopeTagDialog
            tag={tag}
            onClose={() => open(undefined)}
            onDeleted={() => void navigate(paths.scopeTags())}
          />
        )}
      </Suspense>
    </Page>
  )
}

/** Who is limited by a tag, and what carries it. */
const TagUsage = ({ id }: { id: string }) => {
  const styles = useStyles()
  const rights = useRights()
  const read = 'Microsoft.Intune_EpmPolicy_Read'
  const readDevices = 'Microsoft.Intune_ManagedDevices_Read'
  const { assignments, policies, devices } = useTagUsage(id, {
    policies: rights.can(read),
    devices: rights.can(readDevices),
  })
  return (
    <>
      <Section title="Role assignments with this tag" level={2}>
        {assignments.own === undefined ? (
          assignments.error === null ? (
            <SkeletonLines lines={3} label="Loading assignments" />
          ) : (
            <Failed error={assignments.error} onRetry={() => void assignments.refetch()} />
          )
        ) : assignments.own.length === 0 ? (
          <p className={styles.note}>
            None in your scope. Whoever has a role without scope tags sees what carries it too.
          </p>
        ) : (
          <AssignmentList assignments={assignments.own} />
        )}
      </Section>
      <Section title="Policies with this tag" level={2}>
        {policies === undefined ? (
          <SkeletonLines lines={2} label="Loading policies" />
        ) : policies === null ? (
          <p className={styles.note}>
            {rights.can(read)
              ? 'They could not be read.'
              : `They are not shown: your roles lack ${rightText(read).right}.`}
          </p>
        ) : policies.some.length === 0 ? (
          <p className={styles.note}>No policy in your scope.</p>
        ) : (
          <>
            <ul className={styles.list}>
              {policies.some.map((policy) => (
                <li key={policy.id}>
                  <TextLink to={paths.policy(policy.id)}>
                    <DeviceText value={policy.name} kind="name" missing="Policy without a name" />
                  </TextLink>
                </li>
              ))}
            </ul>
            {policies.more && (
              <TextLink to={paths.policiesWithTag(id)}>All policies with this tag</TextLink>
            )}
          </>
        )}
      </Section>
      <Section title="Devices with this tag" level={2}>
        <p className={styles.note}>
          {devices === undefined
            ? 'Being counted…'
            : devices === null
              ? rights.can(readDevices)
                ? 'They could not be counted.'
                : `They are not counted: your roles lack ${rightText(readDevices).right}.`
              : devices === 0
                ? 'No device in your scope.'
                : devices === 1
                  ? 'One device. Its elevation requests and elevations are seen with the tag too.'
                  : `${devices.toLocaleString('en')} devices. Their elevation requests and elevations are seen with the tag too.`}
        </p>
      </Section>
    </>
  )
}
