import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router-dom'

import type { PageLoader } from '#src/api/page.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { roleQuery } from '../role-queries.ts'
import { RoleWizard } from './RoleWizard.tsx'

const creating = 'Microsoft.Intune_Roles_Create'

export const loader: PageLoader = ({ queryClient, url }) => {
  const copy = url.searchParams.get('copy')
  if (copy !== null) void queryClient.prefetchQuery(roleQuery(copy))
}

/** `/roles/new`, and `?copy=` for one that begins as a copy. */
export default function NewRolePage() {
  const { can } = useRights()
  const [address] = useSearchParams()
  const copy = address.get('copy')
  return (
    <Page>
      <nav aria-label="Breadcrumb">
        <TextLink to={paths.roles()}>Roles</TextLink>
      </nav>
      <PageHeader
        title={copy === null ? 'Create a role' : 'Copy a role'}
        line="A new role gives nobody anything until it is assigned."
      />
      {!can(creating) ? (
        <Forbidden what="the page that creates roles" {...rightText(creating)} />
      ) : copy === null ? (
        <RoleWizard original={null} />
      ) : (
        <Copy key={copy} id={copy} />
      )}
    </Page>
  )
}

const Copy = ({ id }: { id: string }) => {
  const { data, error, refetch } = useQuery(roleQuery(id))
  if (data !== undefined) return <RoleWizard original={data} />
  if (error === null) return <SkeletonLines lines={6} label="Loading the role" />
  return error.status === 404 ? (
    <NotFound what="role" backTo={{ to: paths.roles(), label: 'All roles' }} />
  ) : (
    <Failed error={error} onRetry={() => void refetch()} />
  )
}
