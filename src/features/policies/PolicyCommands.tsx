import {
  ArrowDownloadRegular,
  CopyRegular,
  DeleteRegular,
  EditRegular,
  HistoryRegular,
} from '@fluentui/react-icons'
import { useSearchParams } from 'react-router-dom'

import type { ConfigurationPolicy } from '#contract/policies.ts'
import { useRights } from '#src/api/rights.ts'
import { paths, type PolicySection } from '#src/lib/paths.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { withListParam } from '#src/ui/table/list-params.ts'

const editNames: Readonly<Record<PolicySection, string>> = {
  basics: 'Edit basics',
  configuration: 'Edit configuration settings',
  'scope-tags': 'Edit scope tags',
  assignments: 'Edit assignments',
}

/** Opens the form of one section. */
export const EditLink = ({ policyId, section }: { policyId: string; section: PolicySection }) => {
  const rights = useRights()
  return (
    <CommandButton
      appearance="subtle"
      size="small"
      icon={<EditRegular />}
      label={editNames[section]}
      disabledReason={missingRight(
        rights,
        section === 'assignments'
          ? 'Microsoft.Intune_EpmPolicy_Assign'
          : 'Microsoft.Intune_EpmPolicy_Update',
      )}
      to={paths.policyEdit(policyId, section)}
    >
      Edit
    </CommandButton>
  )
}

/** What one can do with a policy as a whole. */
export const PolicyCommands = ({ policy }: { policy: ConfigurationPolicy }) => {
  const rights = useRights()
  const [, setAddress] = useSearchParams()
  const open = (dialog: 'duplicate' | 'delete' | 'export') =>
    setAddress((address) => withListParam(address, dialog, policy.id))
  return (
    <>
      <CommandButton
        icon={<CopyRegular />}
        disabledReason={missingRight(rights, 'Microsoft.Intune_EpmPolicy_Create')}
        onClick={() => open('duplicate')}
      >
        Duplicate
      </CommandButton>
      <CommandButton
        icon={<HistoryRegular />}
        disabledReason={undefined}
        to={paths.policyHistory(policy.id)}
      >
        History
      </CommandButton>
      <CommandButton
        icon={<ArrowDownloadRegular />}
        disabledReason={undefined}
        onClick={() => open('export')}
      >
        Export
      </CommandButton>
      <CommandButton
        icon={<DeleteRegular />}
        disabledReason={missingRight(rights, 'Microsoft.Intune_EpmPolicy_Delete')}
        onClick={() => open('delete')}
      >
        Delete
      </CommandButton>
    </>
  )
}
