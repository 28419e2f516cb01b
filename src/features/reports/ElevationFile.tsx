import type { Elevation } from '#contract/elevations.ts'
import { splitPath } from '#domain/file-name/shorten.ts'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { DeviceTextFull } from '#src/ui/text/DeviceTextFull.tsx'
import { FolderWarning } from '#src/ui/text/FolderWarning.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'

const publisherNote = (named: boolean, signed: boolean) => {
  if (signed)
    return named
      ? 'As the file says. The device reported a fingerprint of its signature, but not the certificate.'
      : 'The device reported a fingerprint of its signature, but not the certificate.'
  return named
    ? 'As the file says. The device reported no signature, so anyone could have written this.'
    : 'The device reported neither a publisher nor a signature.'
}

/** A report names a company and a fingerprint of the signature, never the certificate itself. */
const Publisher = ({
  elevation: { companyName, certificatePayload },
}: {
  elevation: Elevation
}) => {
  const styles = useDrawerStyles()
  return (
    <Stack gap="small">
      <DeviceText value={companyName} kind="name" flag missing="Not reported" />
      <span className={styles.quiet}>{publisherNote(!!companyName, !!certificatePayload)}</span>
    </Stack>
  )
}

const Folder = ({ folder }: { folder: string }) => (
  <Stack gap="small">
    <DeviceTextFull value={folder} kind="filePath" what="folder" shorten={120} />
    <FolderWarning folder={folder} />
  </Stack>
)

/** What the file is: who made it, its bytes, its name and place, each with what speaks against it. */
export const ElevationFile = ({ elevation }: { elevation: Elevation }) => {
  const { folder, name } = splitPath(elevation.filePath ?? '')
  return (
    <Section title="Signer, hash and path">
      <KeyValueList
        items={[
          { label: 'Publisher', value: <Publisher elevation={elevation} /> },
          {
            label: 'Hash (SHA-256)',
            value: <Hash value={elevation.hash} what="file hash" whole />,
          },
          {
            label: 'File name',
            value: <DeviceTextFull value={name} kind="fileName" what="file name" />,
          },
          { label: 'Folder', value: <Folder folder={folder} /> },
          {
            label: 'Parent process',
            value: <DeviceText value={elevation.parentProcessName} kind="fileName" flag />,
          },
        ]}
      />
    </Section>
  )
}
