import { useForm } from 'react-hook-form'

import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { CheckboxField } from '#src/ui/form/fields.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'

import { setSingleKeys, singleKeysOn } from './use-queue-keys.ts'

const keys = [
  ['j, k or arrows', 'Next, previous row'],
  ['Enter', 'Open the row'],
  ['a', 'Approve'],
  ['d', 'Deny'],
  ['r', 'Create a rule'],
  ['] and [', 'Next, previous request while one is open'],
  ['/', 'Search'],
  ['Ctrl+Enter', 'Send the open dialog'],
  ['Esc', 'Close'],
] as const

/** The keys of the queue, and the switch that turns the single ones off. */
export const KeysDialog = ({ onClose }: { onClose: () => void }) => {
  const { control, handleSubmit } = useForm({ defaultValues: { on: singleKeysOn() } })
  return (
    <FormDialog
      title="Keyboard"
      error={null}
      pending={false}
      submitLabel="Save"
      disabledReason={undefined}
      onClose={onClose}
      onSubmit={handleSubmit(({ on }) => {
        setSingleKeys(on)
        onClose()
      })}
    >
      <KeyValueList items={keys.map(([label, value]) => ({ label, value }))} />
      <CheckboxField control={control} name="on" label="Use single keys on this page" />
    </FormDialog>
  )
}
