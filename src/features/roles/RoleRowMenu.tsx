import { CopyRegular, DeleteRegular, PersonAddRegular } from '@fluentui/react-icons'
import { useSearchParams } from 'react-router-dom'

import type { RoleDefinition } from '#contract/roles.ts'
import { paths } from '#src/lib/paths.ts'
import { CommandMenu } from '#src/ui/CommandMenu.tsx'
import { withListParam } from '#src/ui/table/list-params.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { useRoleFlags } from './role-flags.ts'

/** "…" of a role. */
export const RoleRowMenu = ({ role }: { role: RoleDefinition }) => {
  const flags = useRoleFlags(role)
  const [, setAddress] = useSearchParams()
  return (
    <CommandMenu
      label={`Commands for ${visibleText(role.displayName ?? '') || 'the role without a name'}`}
      iconOnly
      commands={[
        {
          label: 'Assign',
          icon: <PersonAddRegular />,
          disabledReason: flags.assign,
          to: paths.roleAssign(role.id),
        },
        {
          label: 'Copy',
          icon: <CopyRegular />,
          disabledReason: flags.copy,
          to: paths.roleNew(role.id),
        },
        {
          label: 'Delete',
          icon: <DeleteRegular />,
          disabledReason: flags.remove,
          onChoose: () => setAddress((address) => withListParam(address, 'delete', role.id)),
        },
      ]}
    />
  )
}
