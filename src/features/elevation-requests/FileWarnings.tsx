import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { isNetworkPath, userWritableFolder } from '#domain/file-name/folders.ts'

import { useDrawerStyles } from './drawer-styles.ts'
import { folderOf } from './rule-form.ts'
import { useSigner } from './use-signer.ts'

/** What speaks against the certificate in the request; nothing when nothing does. */
export const SignerWarnings = ({ request }: { request: ElevationRequest }) => {
  const styles = useDrawerStyles()
  const issues = useSigner(request.applicationDetail)?.issues ?? []
  if (issues.length === 0) return null
  return (
    <ul className={styles.warnings}>
      {issues.map(({ kind, message }) => (
        <li key={kind}>{message}</li>
      ))}
    </ul>
  )
}

/** What speaks against the folder of the file; nothing when nothing does. */
export const FolderWarning = ({ request }: { request: ElevationRequest }) => {
  const styles = useDrawerStyles()
  const folder = folderOf(request)
  if (folder === '') return null
  if (isNetworkPath(folder))
    return (
      <p className={styles.warning}>
        A network location: the file can change without the device, and no rule works for it.
      </p>
    )
  const writable = userWritableFolder(folder)
  if (writable === null) return null
  return <p className={styles.warning}>A standard user can probably write here: {writable}.</p>
}
