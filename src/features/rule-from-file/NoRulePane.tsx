import type { ApiError } from '#src/api/errors.ts'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'

type Props = { error: ApiError | null; reasons: readonly string[]; onClose: () => void }

/** In the place of the form when no single rule may be made, with the reasons. */
export const NoRulePane = ({ error, reasons, onClose }: Props) => {
  const styles = useDrawerStyles()
  return (
    <FormDialog
      title="Create a rule"
      wide
      error={error}
      pending={false}
      onSubmit={onClose}
      onClose={onClose}
      submitLabel="Back to the report"
      cancelLabel="Close"
      disabledReason={undefined}
    >
      {error === null && (
        <>
          <MessageBar intent="warning" title="No single rule is safe for all of them.">
            <ul className={styles.list}>
              {reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </MessageBar>
          <p className={styles.text}>
            Choose elevations of one file, or of files that one publisher signed and that share a
            name, or make a rule for each of them.
          </p>
        </>
      )}
    </FormDialog>
  )
}
