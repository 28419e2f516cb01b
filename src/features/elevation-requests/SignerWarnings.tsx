import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'

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
