import type { ResourceAction } from '#contract/rights.ts'
import { rightText } from '#src/api/rights.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { Forbidden } from '#src/ui/states/states.tsx'

type Props = { title: string; what: string; action: ResourceAction; onClose: () => void }

/** In the place of a dialog that was opened by its address, without the right that its button asks for. */
export const ForbiddenDialog = ({ title, what, action, onClose }: Props) => (
  <FormDialog
    title={title}
    submitLabel="OK"
    cancelLabel="Close"
    readOnly
    error={null}
    pending={false}
    onSubmit={onClose}
    onClose={onClose}
    disabledReason={undefined}
  >
    <Forbidden what={what} {...rightText(action)} />
  </FormDialog>
)
