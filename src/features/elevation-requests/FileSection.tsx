import { ArrowDownloadRegular } from '@fluentui/react-icons'

import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { saveText } from '#src/lib/save-text.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonBar } from '#src/ui/states/Skeleton.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { DeviceTextFull } from '#src/ui/text/DeviceTextFull.tsx'
import { FolderWarning } from '#src/ui/text/FolderWarning.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'

import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { SignerWarnings } from './SignerWarnings.tsx'
import { folderOf } from './request-file.ts'
import { chainFileName, chainPem, pemType } from './signer-file.ts'
import { useSigner } from './use-signer.ts'

const SignedBy = ({ request }: { request: ElevationRequest }) => {
  const styles = useDrawerStyles()
  const signer = useSigner(request.applicationDetail)
  if (signer === null) return <SkeletonBar width="60%" />
  return (
    <Stack gap="small">
      {signer.signedBy === null ? (
        <span>Signer unknown</span>
      ) : (
        <DeviceText value={signer.signedBy} kind="name" flag />
      )}
      {signer.signedBy === null && (
        <span className={styles.quiet}>
          {request.applicationDetail?.publisherCert
            ? 'The certificate in the request could not be read.'
            : 'The request carries no certificate: the file is unsigned, or the device did not say.'}
        </span>
      )}
      <SignerWarnings request={request} />
    </Stack>
  )
}

const IssuedBy = ({ request }: { request: ElevationRequest }) => {
  const signer = useSigner(request.applicationDetail)
  if (signer === null) return <SkeletonBar width="50%" />
  return <DeviceText value={signer.issuedBy} kind="name" flag missing="Unknown" />
}

/** The certificates of the request as one file, the documented link of the field Publisher. */
export const ChainDownload = ({ request }: { request: ElevationRequest }) => {
  const signer = useSigner(request.applicationDetail)
  const chain = signer?.chain ?? []
  return (
    <CommandButton
      size="small"
      icon={<ArrowDownloadRegular />}
      disabledReason={
        signer === null
          ? 'The certificate is being read.'
          : chain.length === 0
            ? 'The request carries no certificate that can be read.'
            : undefined
      }
      onClick={() => saveText(chainFileName(request.id), chainPem(chain), pemType)}
    >
      Download certificate chain
    </CommandButton>
  )
}

const Folder = ({ request }: { request: ElevationRequest }) => {
  const folder = folderOf(request)
  if (folder === '') return <DeviceText value="" kind="filePath" />
  return (
    <Stack gap="small">
      <DeviceTextFull value={folder} kind="filePath" what="folder" shorten={120} />
      <FolderWarning folder={folder} />
    </Stack>
  )
}

/** What the file is: who signed it, its bytes, its name and place, each with what speaks against it. */
export const FileSection = ({ request }: { request: ElevationRequest }) => {
  const detail = request.applicationDetail
  return (
    <Section title="Signer, hash and path">
      <KeyValueList
        items={[
          { label: 'Signed by', value: <SignedBy request={request} /> },
          { label: 'Issued by', value: <IssuedBy request={request} /> },
          {
            label: 'Hash (SHA-256)',
            value: <Hash value={detail?.fileHash} what="file hash" whole />,
          },
          {
            label: 'File name',
            value: <DeviceTextFull value={detail?.fileName} kind="fileName" what="file name" />,
          },
          { label: 'Folder', value: <Folder request={request} /> },
        ]}
      />
      <div>
        <ChainDownload request={request} />
      </div>
    </Section>
  )
}
