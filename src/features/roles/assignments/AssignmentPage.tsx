import { DeleteRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router-dom'

import type { RoleAssignment } from '#contract/roles.ts'
import type { PageLoader } from '#src/api/page.ts'
import { rightText } from '#src/api/rights.ts'
import { invariant } from '#src/lib/invariant.ts'
import { paths, type RoleAssignmentSection } from '#src/lib/paths.ts'
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

import { EditLink } from '../EditLink.tsx'
import { useAssignmentFlags } from '../role-flags.ts'
import { actionsOf, assignmentQuery, myRightsQuery, roleOf } from '../role-queries.ts'
import { assignmentCautions } from '../role-risks.ts'
import { scopeGroupsOf, scopeTypeOf, scopeTypeWords } from '../role-words.ts'
import { RoleCautions } from '../RoleRights.tsx'
import { AssignmentTags } from './AssignmentList.tsx'
import { MemberList } from './MemberList.tsx'
import { PeopleNow } from './PeopleNow.tsx'

const DeleteAssignmentDialog = lazy(async () => ({
  default: (await import('./DeleteAssignmentDialog.tsx')).DeleteAssignmentDialog,
}))

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))',
    gap: '24px 40px',
    alignItems: 'start',
  },
  note: { margin: 0, color: tokens.colorNeutralForeground3 },
})
const noIds: readonly string[] = []

export const loader: PageLoader = ({ queryClient, params }) => {
  if (params.id !== undefined) void queryClient.prefetchQuery(assignmentQuery(params.id))
  void queryClient.prefetchQuery(myRightsQuery)
}

export default function AssignmentPage() {
  const { id } = useParams()
  invariant(id, 'AssignmentPage needs a route with :id.')
  const { data, error, refetch } = useQuery(assignmentQuery(id))
  if (data !== undefined) return <Loaded key={data.id} assignment={data} />
  return (
    <Page>
      <Back />
      <PageHeader title="Role assignment" />
      {error === null ? (
        <SkeletonLines lines={10} label="Loading the assignment" />
      ) : error.status === 403 ? (
        <Forbidden what="role assignments" {...rightText('Microsoft.Intune_Roles_Read')} />
      ) : error.status === 404 ? (
        <NotFound
          what="role assignment"
          backTo={{ to: paths.roleAssignments(), label: 'All role assignments' }}
        />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

const Back = () => (
  <nav aria-label="Breadcrumb">
    <TextLink to={paths.roleAssignments()}>Role assignments</TextLink>
  </nav>
)

const Loaded = ({ assignment }: { assignment: RoleAssignment }) => {
  const styles = useStyles()
  const navigate = useNavigate()
  const [address, setAddress] = useSearchParams()
  const flags = useAssignmentFlags(assignment)
  const role = roleOf(assignment)
  const type = scopeTypeOf(assignment)
  const { members = noIds, roleScopeTagIds: tags = noIds } = assignment
  const edit = (section: RoleAssignmentSection, label: string) => (
    <EditLink
      label={label}
      to={paths.roleAssignmentEdit(assignment.id, section)}
      disabledReason={flags.change}
    />
  )
  const setDelete = (value: string | undefined) =>
    setAddress((now) => withListParam(now, 'delete', value), { replace: value === undefined })
  return (
    <Page>
      <Back />
      <PageHeader
        title={assignment.displayName || 'Assignment without a name'}
        line={
          <>
            Gives the role{' '}
            {role === null ? (
              'that cannot be read here'
            ) : (
              <TextLink to={paths.role(role.id)}>
                <DeviceText value={role.displayName} kind="name" missing="without a name" />
              </TextLink>
            )}
            .
          </>
        }
        commands={
          <CommandButton
            icon={<DeleteRegular />}
            disabledReason={flags.change}
            onClick={() => setDelete(assignment.id)}
          >
            Delete
          </CommandButton>
        }
      />
      {flags.notForYou !== undefined && <MessageBar intent="info">{flags.notForYou}</MessageBar>}
      <RoleCautions
        cautions={assignmentCautions({
          actions: actionsOf(role),
          members,
          tags,
          scopeGroups: type === 'resourceScope' ? scopeGroupsOf(assignment) : null,
        })}
      />
      <div className={styles.facts}>
        <Section title="Basics" level={2} commands={edit('basics', 'Edit basics')}>
          <KeyValueList
            items={[
              {
                label: 'Description',
                value: (
                  <DeviceText value={assignment.description} kind="text" missing="None" flag />
                ),
              },
              {
                label: 'Assignment id',
                value: <Hash value={assignment.id} what="assignment id" whole />,
              },
            ]}
          />
        </Section>
        <Section title="Scope tags" level={2} commands={edit('scope-tags', 'Edit scope tags')}>
          <p className={styles.note}>What the members see.</p>
          <AssignmentTags ids={tags} />
        </Section>
        <Section title="Members" level={2} commands={edit('members', 'Edit members')}>
          <p className={styles.note}>Who has the role.</p>
          <MemberList ids={members} none="Nobody has the role by this assignment." holders linked />
          {members.length > 0 && <PeopleNow memberIds={members} />}
        </Section>
        <Section
          title="Scope groups"
          level={2}
          commands={edit('scope-groups', 'Edit scope groups')}
        >
          <p className={styles.note}>Whom the members may assign policies to.</p>
          {type === 'resourceScope' ? (
            <MemberList ids={scopeGroupsOf(assignment)} none="No group." />
          ) : type === null ? (
            <DeviceText value={assignment.scopeType} kind="name" />
          ) : (
            <p className={styles.note}>{scopeTypeWords[type]}</p>
          )}
        </Section>
      </div>
      {address.get('delete') !== null && (
        <Suspense>
          <DeleteAssignmentDialog
            assignment={assignment}
            onClose={() => setDelete(undefined)}
            onDeleted={() => void navigate(paths.roleAssignments())}
          />
        </Suspense>
      )}
    </Page>
  )
}
