import { useRef, useState } from 'react'

import { announce } from '#src/ui/announcer.tsx'
import { Button } from '#src/ui/basics.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { usePickerStyles } from './picker-styles.ts'
import { readCertificateFile } from './read-certificate-file.ts'

type Props = {
  hasCertificate: boolean
  /** The certificate as base64 of its DER. Never called with anything that may hold a private key. */
  onRead: (base64: string) => void
  error?: string
  warning?: string
}

/** A `.cer` file, read in the page; what is no certificate is refused with the reason and goes nowhere. */
export const CertificateUpload = ({ hasCertificate, onRead, error, warning }: Props) => {
  const styles = usePickerStyles()
  const input = useRef<HTMLInputElement>(null)
  const [last, setLast] = useState<{ name: string; fault: string | null } | null>(null)
  const read = async (file: File) => {
    const answer = await readCertificateFile(file)
    setLast({ name: file.name, fault: answer.ok ? null : answer.message })
    if (answer.ok) onRead(answer.base64)
    announce(answer.ok ? 'Certificate read' : answer.message)
  }
  return (
    <fieldset className={styles.group}>
      <legend className={styles.label}>
        File upload <span className={styles.required}>*</span>
      </legend>
      <span className={styles.note}>
        A .cer file in DER, PEM or base64. The certificate is sent with the policy, once for each
        rule; in the reusable settings it would be sent once for all.
      </span>
      <input
        ref={input}
        type="file"
        accept=".cer"
        tabIndex={-1}
        aria-label="Certificate file"
        className={styles.hidden}
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) void read(file)
          // The same file can be chosen again.
          target.value = ''
        }}
      />
      <div className={styles.buttons}>
        <Button
          {...(error === undefined ? {} : { 'aria-invalid': true })}
          onClick={() => input.current?.click()}
        >
          {hasCertificate ? 'Choose another file' : 'Choose a file'}
        </Button>
      </div>
      {last !== null && (
        <span role={last.fault === null ? undefined : 'alert'}>
          <DeviceText value={last.name} kind="fileName" shorten={48} flag />
          {last.fault !== null && <span className={styles.error}>: {last.fault}</span>}
        </span>
      )}
      {error !== undefined && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      {error === undefined && warning !== undefined && <p className={styles.warning}>{warning}</p>}
    </fieldset>
  )
}
