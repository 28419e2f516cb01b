import type { ApiError } from '#src/api/errors.ts'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

export type OneFile = { id: string; name: string; to: string }

type Props = {
  error: ApiError | null
  reasons: readonly string[]
  /** The files, each with the address of the pane for it alone. */
  files: readonly OneFile[]
  onClose: () => void
}

/** In the place of the form when no single rule may be made, with the reasons. */
export const NoRulePane = ({ error, reasons, files, onClose }: Props) => {
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
            name{files.length > 0 && ', or make a rule for each of them:'}
            {files.length === 0 && '.'}
          </p>
          {files.length > 0 && (
            <ul className={styles.list}>
              {files.map(({ id, name, to }) => (
                <li key={id}>
                  <TextLink to={to}>
                    A rule for{' '}
                    <DeviceText value={name} kind="fileName" missing="a file without a name" />
                  </TextLink>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </FormDialog>
  )
}
