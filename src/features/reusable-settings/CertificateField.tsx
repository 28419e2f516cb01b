import { DocumentArrowUpRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { announce } from '#src/ui/announcer.tsx'
import { Button } from '#src/ui/basics.ts'
import { TextAreaControl } from '#src/ui/form/controls.tsx'
import { useNoStrayDrop } from '#src/ui/form/use-no-stray-drop.ts'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { certificateQuery } from './certificate-query.ts'
import { readCertificateFile } from './certificate-file.ts'
import { CertificateFacts } from './CertificateFacts.tsx'
import { SameCertificate } from './SameCertificate.tsx'

const useStyles = makeStyles({
  drop: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 16px',
    padding: '16px',
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  over: { backgroundColor: tokens.colorNeutralBackground3 },
  hint: { color: tokens.colorNeutralForeground3 },
})

type Props = {
  /** PEM or base64; `''` when none is chosen. */
  value: string
  onChange: (text: string) => void
  /** After the first try: a missing certificate is an error from then on. */
  showErrors: boolean
  /** The setting that is edited; null for a new one. */
  ownId: string | null
  /** The certificate is shown elsewhere on the page. */
  factsElsewhere?: boolean
}

/** A certificate from a file or pasted, read in this page; what may hold a private key never becomes the value. */
export const CertificateField = ({
  value,
  onChange,
  showErrors,
  ownId,
  factsElsewhere = false,
}: Props) => {
  const styles = useStyles()
  const picker = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<{ name: string; refused: string | null } | null>(null)
  const [over, setOver] = useState(false)
  useNoStrayDrop()
  const found = useQuery({ ...certificateQuery(value), enabled: value !== '' })

  const choose = async (chosen: File | undefined) => {
    if (chosen === undefined) return
    const answer = await readCertificateFile(chosen)
    setFile({ name: chosen.name, refused: answer.ok ? null : answer.message })
    announce(answer.ok ? 'Certificate read' : answer.message)
    if (answer.ok) onChange(answer.text)
  }
  const missing =
    showErrors && value.trim() === '' ? 'Choose a certificate file or paste its text.' : undefined
  return (
    <Stack gap="large">
      <div
        role="group"
        aria-label="Certificate file"
        className={over ? `${styles.drop} ${styles.over}` : styles.drop}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void choose(event.dataTransfer.files[0])
        }}
      >
        <Button icon={<DocumentArrowUpRegular />} onClick={() => picker.current?.click()}>
          Choose certificate file
        </Button>
        <span className={styles.hint}>
          {file === null ? (
            'Or drop a .cer, .crt or .pem file here. It is read in this page.'
          ) : (
            <DeviceText value={file.name} kind="fileName" shorten={64} flag />
          )}
        </span>
        <input
          ref={picker}
          type="file"
          hidden
          aria-label="Certificate file"
          accept=".cer,.crt,.pem,.der,.txt"
          onChange={(event) => {
            void choose(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </div>
      {typeof file?.refused === 'string' && (
        <MessageBar intent="error" title="This file was not taken.">
          {' '}
          {file.refused} It stays on this computer.
        </MessageBar>
      )}
      <TextAreaControl
        name="certificate"
        label="Base 64 value"
        required
        value={value}
        onChange={(_, text) => {
          setFile(null)
          onChange(text)
        }}
        rows={6}
        hint="Fills itself from the file, or paste PEM or base64 text."
        error={missing}
      />
      {found.data?.reading.ok === true && (
        <SameCertificate sha256={found.data.reading.certificate.sha256} ownId={ownId} />
      )}
      {value.trim() !== '' &&
        !factsElsewhere &&
        (found.data === undefined ? (
          <SkeletonLines lines={6} label="Reading the certificate" />
        ) : (
          <CertificateFacts found={found.data} />
        ))}
    </Stack>
  )
}
