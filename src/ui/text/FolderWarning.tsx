import { isNetworkPath, userWritableFolder } from '#domain/file-name/folders.ts'

import { useDrawerStyles } from '../drawer/drawer-styles.ts'

/** What speaks against the folder of a file; nothing when nothing does. */
export const FolderWarning = ({ folder }: { folder: string }) => {
  const styles = useDrawerStyles()
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
