import {
  ArrowDownloadRegular,
  CopyRegular,
  DeleteRegular,
  HistoryRegular,
} from '@fluentui/react-icons'
import { useSearchParams } from 'react-router-dom'

import { useRights } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandMenu } from '#src/ui/CommandMenu.tsx'
import { withListParam } from '#src/ui/table/list-params.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'

/** "…" of a policy: its dialogs open over the page, in the address (`?duplicate=` and so on). */
export const PolicyRowMenu = ({ id, name }: { id: string; name: string | null | undefined }) => {
  const rights = useRights()
  const [, setAddress] = useSearchParams()
  const open = (dialog: 'duplicate' | 'delete' | 'export') =>
    setAddress((address) => withListParam(address, dialog, id))
  return (
    <CommandMenu
      label={`Commands for ${visibleText(name ?? '') || 'the policy without a name'}`}
      iconOnly
      commands={[
        {
          label: 'Duplicate',
          icon: <CopyRegular />,
          disabledReason: missingRight(rights, 'Microsoft.Intune_EpmPolicy_Create'),
          onChoose: () => open('duplicate'),
        },
        {
          label: 'History',
          icon: <HistoryRegular />,
          disabledReason: undefined,
          to: paths.policyHistory(id),
        },
        {
          label: 'Export',
          icon: <ArrowDownloadRegular />,
          disabledReason: undefined,
          onChoose: () => open('export'),
        },
        {
          label: 'Delete',
          icon: <DeleteRegular />,
          disabledReason: missingRight(rights, 'Microsoft.Intune_EpmPolicy_Delete'),
          onChoose: () => open('delete'),
        },
      ]}
    />
  )
}
