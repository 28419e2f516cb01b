import { CopyRegular, DeleteRegular, PersonAddRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearchParams } from 'react-router-dom'

import type { RoleDefinition } from '#contract/roles.ts'
import type { PageLoader } from '#src/api/page.ts'
import { rightText } from '#src/api/rights.ts'
import { invariant } from '#src/lib/invariant.ts'
import { paths, type RoleSection } from '#src/lib/paths.ts'
import { ScopeTagNames } from '#src/shared/scope-tags/ScopeTagNames.tsx'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { withListParam } from '#src/ui/table/list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { AssignmentList } from './assignments/AssignmentList.tsx'
import { EditLink } from './EditLink.tsx'
import { useRoleFlags } from './role-flags.ts'
import { actionsOf, allAssignmentsQuery, myRightsQuery, roleOf, roleQuery } from './role-queries.ts'
import { roleCautions } from './role-risks.ts'
import { isBuiltIn, kindOf } from './role-words.ts'
import { RoleDialogs } from './RoleDialogs.tsx'
import { RoleCautions, RoleRights } from './RoleRights.tsx'

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr)',
    gap: '24px 40px',
    alignItems: 'start',
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  note: { margin: 0, color: tokens.colorNeutralForeground3 },
})

export const loader: PageLoader = ({ queryClient, params }) => {
  if (params.id !== undefined) void queryClient.prefetchQuery(roleQuery(params.id))
  void queryClient.prefetchQuery(allAssignmentsQuery)
  void queryClient.prefetchQuery(myRightsQuery)
}

export default function RolePage() {
  const { id } = useParams()
  invariant(id, 'RolePage needs a route with :id.')
  const { data: role, error, refetch } = useQuery(roleQuery(id))
  if (role !== undefined) return <Loaded key={role.id} role={role} />
  return (
    <Page>
      <Back />
      <PageHeader title="Role" />
      {error === null ? (
        <SkeletonLines lines={10} label="Loading the role" />
      ) : error.status === 403 ? (
        <Forbidden what="roles" {...rightText('Microsoft.Intune_Roles_Read')} />
      ) : error.status === 404 ? (
        <NotFound what="role" backTo={{ to: paths.roles(), label: 'All roles' }} />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

const Back = () => (
  <nav aria-label="Breadcrumb">
    <TextLink to={paths.roles()}>Roles</TextLink>
  </nav>
)

const Loaded = ({ role }: { role: RoleDefinition }) => {
  const styles = useStyles()
  const navigate = useNavigate()
  const [, setAddress] = useSearchParams()
  const flags = useRoleFlags(role)
  const actions = actionsOf(role)
  const edit = (section: RoleSection, label: string) => (
    <EditLink label={label} to={paths.roleEdit(role.id, section)} disabledReason={flags.edit} />
  )
  return (
    <Page>
      <Back />
      <PageHeader
        title={role.displayName || 'Role without a name'}
        line={
          isBuiltIn(role)
            ? 'Built-in role: the same in every tenant. A copy of it can be changed.'
            : 'Custom role of this tenant.'
        }
        commands={
          <>
            <CommandButton
              appearance="primary"
              icon={<PersonAddRegular />}
              disabledReason={flags.assign}
              to={paths.roleAssign(role.id)}
            >
              Assign
            </CommandButton>
            <CommandButton
              icon={<CopyRegular />}
              disabledReason={flags.copy}
              to={paths.roleNew(role.id)}
            >
              Copy
            </CommandButton>
            <CommandButton
              icon={<DeleteRegular />}
              disabledReason={flags.remove}
              onClick={() => setAddress((now) => withListParam(now, 'delete', role.id))}
            >
              Delete
            </CommandButton>
          </>
        }
      />
      {flags.notForYou !== undefined && <MessageBar intent="info">{flags.notForYou}</MessageBar>}
      <div className={styles.facts}>
        <Section title="Basics" level={2} commands={edit('basics', 'Edit basics')}>
          <KeyValueList
            items={[
              {
                label: 'Description',
                value: <DeviceText value={role.description} kind="text" missing="None" flag />,
              },
              { label: 'Kind', value: kindOf(role) },
              { label: 'Role id', value: <Hash value={role.id} what="role id" whole /> },
            ]}
          />
        </Section>
        <Section title="Scope tags" level={2} commands={edit('scope-tags', 'Edit scope tags')}>
          {isBuiltIn(role) ? (
            <p className={styles.note}>Every scope shows built-in roles.</p>
          ) : (
            <ScopeTagNames ids={role.roleScopeTagIds ?? []} />
          )}
        </Section>
      </div>
      <Section title="Permissions" level={2} commands={edit('permissions', 'Edit permissions')}>
        <RoleCautions cautions={roleCautions(actions)} />
        <RoleRights actions={actions} />
      </Section>
      <Section title="Assignments" level={2}>
        <Assignments roleId={role.id} />
      </Section>
      <RoleDialogs onDeleted={() => void navigate(paths.roles())} />
    </Page>
  )
}

const Assignments = ({ roleId }: { roleId: string }) => {
  const styles = useStyles()
  const { data, error, refetch } = useQuery(allAssignmentsQuery)
  if (data === undefined)
    return error === null ? (
      <SkeletonLines lines={3} label="Loading assignments" />
    ) : (
      <Failed error={error} onRetry={() => void refetch()} />
    )
  const own = data.value.filter((each) => roleOf(each)?.id === roleId)
  return own.length === 0 ? (
    <p className={styles.note}>
      No assignment in your scope gives this role
      {data['@odata.nextLink'] ? ' (not all were read)' : ''}.
    </p>
  ) : (
    <AssignmentList assignments={own} />
  )
}
