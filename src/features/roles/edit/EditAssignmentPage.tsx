import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router-dom'

import type { RoleAssignment } from '#contract/roles.ts'
import type { PageLoader } from '#src/api/page.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { invariant } from '#src/lib/invariant.ts'
import { paths } from '#src/lib/paths.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { Forbidden, NotFound } from '#src/ui/states/states.tsx'

import { useAssignmentFlags } from '../role-flags.ts'
import { assignmentQuery, roleEndpoints } from '../role-queries.ts'
import {
  assignmentBasicsForm,
  assignmentTagsForm,
  membersForm,
  scopeGroupsForm,
} from './assignment-forms.tsx'
import { EditFrame } from './EditFrame.tsx'
import { savedAs, SectionEditor, type SectionForm } from './SectionEditor.tsx'

const titles: Readonly<Record<string, string>> = {
  basics: assignmentBasicsForm.title,
  members: membersForm.title,
  'scope-groups': scopeGroupsForm.title,
  'scope-tags': assignmentTagsForm.title,
}
const assigning = 'Microsoft.Intune_Roles_Assign'

export const loader: PageLoader = ({ queryClient, params }) => {
  if (params.id !== undefined) void queryClient.prefetchQuery(assignmentQuery(params.id))
}

/** One section of a role assignment, edited and saved on its own. */
export default function EditAssignmentPage() {
  const { id, section = '' } = useParams()
  invariant(id, 'EditAssignmentPage needs a route with :id.')
  const { can } = useRights()
  const assignment = useQuery(assignmentQuery(id))
  return (
    <EditFrame
      title={titles[section]}
      list={{ to: paths.roleAssignments(), label: 'Role assignments' }}
      item={{
        to: paths.roleAssignment(id),
        name: assignment.data?.displayName,
        noun: 'role assignment',
      }}
      read={assignment}
    >
      {(seen) =>
        can(assigning) ? (
          <Sections key={section} section={section} seen={seen} />
        ) : (
          <Forbidden what="the form that edits a role assignment" {...rightText(assigning)} />
        )
      }
    </EditFrame>
  )
}

const Sections = ({ section, seen }: { section: string; seen: RoleAssignment }) => {
  const flags = useAssignmentFlags(seen)
  if (flags.change !== undefined) return <MessageBar intent="info">{flags.change}</MessageBar>
  switch (section) {
    case 'basics':
      return <Editor form={assignmentBasicsForm} seen={seen} section={section} />
    case 'members':
      return <Editor form={membersForm} seen={seen} section={section} />
    case 'scope-groups':
      return <Editor form={scopeGroupsForm} seen={seen} section={section} />
    case 'scope-tags':
      return <Editor form={assignmentTagsForm} seen={seen} section={section} />
    default:
      return (
        <NotFound backTo={{ to: paths.roleAssignment(seen.id), label: 'Back to the assignment' }} />
      )
  }
}

type Update = ReturnType<typeof useApiMutation<'roleAssignmentUpdate'>>
type EditorProps<T> = {
  form: SectionForm<RoleAssignment, T, Parameters<Update['sendAsync']>[0]['body']>
  seen: RoleAssignment
  section: string
}

const Editor = <T,>({ form, seen, section }: EditorProps<T>) => {
  const { id } = seen
  const reread = () =>
    callOnce('roleAssignmentGet', { path: { id }, query: { $expand: 'roleDefinition' } })
  const update = useApiMutation('roleAssignmentUpdate', {
    invalidates: roleEndpoints,
    verify: async ({ body }) => savedAs(form, await reread(), body),
  })
  return (
    <SectionEditor
      form={form}
      seen={seen}
      draftKey={`role-assignment-edit:${section}:${id}`}
      save={(body, ifMatch) => update.sendAsync({ path: { id }, body, ifMatch })}
      reread={reread}
      busy={update.pending || update.checking}
      checking={update.checking}
      backTo={paths.roleAssignment(id)}
    />
  )
}
