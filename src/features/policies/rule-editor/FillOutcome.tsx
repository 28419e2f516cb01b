import type { LeftOut } from '#domain/rules/file-attributes.ts'
import { Button } from '#src/ui/basics.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

const useStyles = makeStyles({ list: { margin: '4px 0 0', paddingLeft: '18px' } })

export type Outcome = {
  /** Name of the file; null for a pasted text. */
  source: string | null
  /** Fields that have a value now. */
  filled: readonly string[]
  leftOut: readonly LeftOut[]
  /** Whole sentences. */
  remarks: readonly string[]
  /** Only when the certificate that was filled in is not valid now: leaves it out. */
  hashOnly?: () => void
}

const labels: Readonly<Record<string, string>> = {
  fileName: 'File name',
  filePath: 'File path',
  fileHash: 'File hash',
  minimumVersion: 'Minimum version',
  fileDescription: 'File description',
  productName: 'Product name',
  internalName: 'Internal name',
  certificate: 'Certificate',
}

/** What was taken from a file or a text, and what was not and why. */
export const FillOutcome = ({ outcome }: { outcome: Outcome }) => {
  const styles = useStyles()
  const { source, filled, leftOut, remarks, hashOnly } = outcome
  const found = filled.map((field) => labels[field] ?? field).join(', ')
  return (
    <MessageBar
      intent={filled.length > 0 && hashOnly === undefined ? 'success' : 'warning'}
      {...(hashOnly === undefined
        ? {}
        : {
            actions: (
              <Button size="small" onClick={hashOnly}>
                Use the hash only
              </Button>
            ),
          })}
    >
      {source !== null && (
        <>
          <DeviceText value={source} kind="fileName" shorten={48} flag />:{' '}
        </>
      )}
      {filled.length > 0 ? `Filled ${found}.` : 'Nothing was found that a rule can hold.'}
      {hashOnly !== undefined && (
        <> The signer’s certificate is not valid now: a rule with it does not work.</>
      )}
      {(leftOut.length > 0 || remarks.length > 0) && (
        <ul className={styles.list}>
          {leftOut.map(({ field, value, reason }) => (
            <li key={field}>
              {labels[field] ?? field} left out (
              <DeviceText value={value} kind="name" shorten={60} />
              ): {reason}
            </li>
          ))}
          {remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
    </MessageBar>
  )
}
