import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router-dom'

import type { RoleDefinition } from '#contract/roles.ts'
import type { PageLoader } from '#src/api/page.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { invariant } from '#src/lib/invariant.ts'
import { paths } from '#src/lib/paths.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { Forbidden, NotFound } from '#src/ui/states/states.tsx'

import { useRoleFlags } from '../role-flags.ts'
import { allAssignmentsQuery, roleEndpoints, roleQuery } from '../role-queries.ts'
import { EditFrame } from './EditFrame.tsx'
import { permissionsForm, roleBasicsForm, roleTagsForm } from './role-forms.tsx'
import { savedAs, SectionEditor, type SectionForm } from './SectionEditor.tsx'

const titles: Readonly<Record<string, string>> = {
  basics: roleBasicsForm.title,
  permissions: permissionsForm.title,
  'scope-tags': roleTagsForm.title,
}
const updating = 'Microsoft.Intune_Roles_Update'

export const loader: PageLoader = ({ queryClient, params }) => {
  if (params.id === undefined) return
  void queryClient.prefetchQuery(roleQuery(params.id))
  if (params.section === 'permissions') void queryClient.prefetchQuery(allAssignmentsQuery)
}

/** One section of a custom role, edited and saved on its own. */
export default function EditRolePage() {
  const { id, section = '' } = useParams()
  invariant(id, 'EditRolePage needs a route with :id.')
  const { can } = useRights()
  const role = useQuery(roleQuery(id))
  return (
    <EditFrame
      title={titles[section]}
      list={{ to: paths.roles(), label: 'Roles' }}
      item={{ to: paths.role(id), name: role.data?.displayName, noun: 'role' }}
      read={role}
    >
      {(seen) =>
        can(updating) ? (
          <Sections key={section} section={section} seen={seen} />
        ) : (
          <Forbidden what="the form that edits a role" {...rightText(updating)} />
        )
      }
    </EditFrame>
  )
}

const Sections = ({ section, seen }: { section: string; seen: RoleDefinition }) => {
  const flags = useRoleFlags(seen)
  if (flags.edit !== undefined) return <MessageBar intent="info">{flags.edit}</MessageBar>
  switch (section) {
    case 'basics':
      return <Editor form={roleBasicsForm} seen={seen} section={section} />
    case 'permissions':
      return <Editor form={permissionsForm} seen={seen} section={section} />
    case 'scope-tags':
      return <Editor form={roleTagsForm} seen={seen} section={section} />
    default:
      return <NotFound backTo={{ to: paths.role(seen.id), label: 'Back to the role' }} />
  }
}

type EditorProps<T> = {
  form: SectionForm<RoleDefinition, T, Parameters<Update['sendAsync']>[0]['body']>
  seen: RoleDefinition
  section: string
}
type Update = ReturnType<typeof useApiMutation<'roleDefinitionUpdate'>>

const Editor = <T,>({ form, seen, section }: EditorProps<T>) => {
  const { id } = seen
  const reread = () => callOnce('roleDefinitionGet', { path: { id } })
  const update = useApiMutation('roleDefinitionUpdate', {
    invalidates: roleEndpoints,
    verify: async ({ body }) => savedAs(form, await reread(), body),
  })
  return (
    <SectionEditor
      form={form}
      seen={seen}
      draftKey={`role-edit:${section}:${id}`}
      save={(body, ifMatch) => update.sendAsync({ path: { id }, body, ifMatch })}
      reread={reread}
      busy={update.pending || update.checking}
      checking={update.checking}
      backTo={paths.role(id)}
    />
  )
}
