import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router-dom'

import type { RoleDefinition } from '#contract/roles.ts'
import type { PageLoader } from '#src/api/page.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { invariant } from '#src/lib/invariant.ts'
import { paths } from '#src/lib/paths.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { roleQuery } from '../role-queries.ts'
import { useRoleFlags } from '../role-flags.ts'
import { AssignmentWizard } from './AssignmentWizard.tsx'

const assigning = 'Microsoft.Intune_Roles_Assign'

export const loader: PageLoader = ({ queryClient, params }) => {
  if (params.id !== undefined) void queryClient.prefetchQuery(roleQuery(params.id))
}

/** `/roles/:id/assign`: gives a role to groups or people. */
export default function NewAssignmentPage() {
  const { id } = useParams()
  invariant(id, 'NewAssignmentPage needs a route with :id.')
  const { can } = useRights()
  const { data: role, error, refetch } = useQuery(roleQuery(id))
  return (
    <Page>
      <nav aria-label="Breadcrumb">
        <TextLink to={paths.roles()}>Roles</TextLink>
        {' / '}
        <TextLink to={paths.role(id)}>
          {role === undefined ? (
            'Role'
          ) : (
            <DeviceText value={role.displayName} kind="name" missing="Role without a name" />
          )}
        </TextLink>
      </nav>
      <PageHeader
        title="Assign a role"
        line="Who gets the role, what they see with it, and to whom they may assign policies."
      />
      {!can(assigning) ? (
        <Forbidden what="the page that assigns roles" {...rightText(assigning)} />
      ) : role !== undefined ? (
        <Guarded key={role.id} role={role} />
      ) : error === null ? (
        <SkeletonLines lines={8} label="Loading the role" />
      ) : error.status === 404 ? (
        <NotFound what="role" backTo={{ to: paths.roles(), label: 'All roles' }} />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

/** What may not be assigned by its button may not be assigned by its address either. */
const Guarded = ({ role }: { role: RoleDefinition }) => {
  const { assign } = useRoleFlags(role)
  return assign === undefined ? (
    <AssignmentWizard role={role} />
  ) : (
    <MessageBar intent="info">{assign}</MessageBar>
  )
}
