import type { Certificate } from '#domain/certificates/certificate.ts'
import { exactLocal } from '#src/lib/dates.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'
import { useNow } from '#src/ui/use-now.ts'

import type { ReadCertificate } from './certificate-query.ts'
import { knownName, usageWords } from './certificate-words.ts'
import { ValiditySign } from './ValiditySign.tsx'

const useStyles = makeStyles({
  long: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

/** One certificate in words, with what speaks against it (R35, R37). */
export const CertificateFacts = ({ found }: { found: ReadCertificate }) => {
  const now = useNow()
  const { reading } = found
  if (!reading.ok)
    return (
      <MessageBar intent="error" title="The certificate cannot be read">
        {reading.message}
      </MessageBar>
    )
  return (
    <Stack gap="large">
      {found.issuesAt(now).map(({ kind, message }) => (
        <MessageBar key={kind} intent="warning">
          {consequences[kind] === undefined ? message : `${message} ${consequences[kind]}`}
        </MessageBar>
      ))}
      <Facts certificate={reading.certificate} />
    </Stack>
  )
}

const consequences: Readonly<Record<string, string>> = {
  expired: 'Rules that ask for it do not work.',
  notYetValid: 'Rules that ask for it do not work until then.',
  ca: 'In a rule, choose the certificate type Certificate authority; it covers every publisher below it.',
  notForCodeSigning: 'Programs are usually not signed with it.',
}

const Name = ({ of }: { of: Certificate['subject'] }) => {
  const styles = useStyles()
  const known = knownName(of)
  return (
    <>
      <DeviceText value={known} kind="name" flag missing="Nobody" />
      {known !== of.text && (
        <div className={styles.long}>
          <DeviceText value={of.text} kind="name" />
        </div>
      )}
    </>
  )
}

const Facts = ({ certificate }: { certificate: Certificate }) => (
  <KeyValueList
    items={[
      { label: 'Issued to', value: <Name of={certificate.subject} /> },
      { label: 'Issued by', value: <Name of={certificate.issuer} /> },
      { label: 'Validity', value: <ValiditySign certificate={certificate} /> },
      { label: 'Valid from', value: exactLocal(certificate.notBefore.toISOString()) },
      { label: 'Valid until', value: exactLocal(certificate.notAfter.toISOString()) },
      { label: 'Kind', value: certificate.isCa ? 'Certificate authority' : 'Publisher' },
      { label: 'Use', value: usageWords(certificate) },
      { label: 'Key', value: certificate.key },
      {
        label: 'Serial number',
        value: <Hash value={certificate.serial} what="serial number" whole />,
      },
      {
        label: 'SHA-1 thumbprint',
        value: <Hash value={certificate.sha1} what="SHA-1 thumbprint" whole />,
      },
      {
        label: 'SHA-256 thumbprint',
        value: <Hash value={certificate.sha256} what="SHA-256 thumbprint" whole />,
      },
    ]}
  />
)
