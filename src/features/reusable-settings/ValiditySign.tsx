import { CheckmarkCircleFilled, DismissCircleFilled, WarningFilled } from '@fluentui/react-icons'

import type { Certificate } from '#domain/certificates/certificate.ts'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { validityAt, validityWords } from './certificate-words.ts'

const signs = {
  valid: { intent: 'success', icon: <CheckmarkCircleFilled /> },
  soon: { intent: 'warning', icon: <WarningFilled /> },
  early: { intent: 'warning', icon: <WarningFilled /> },
  expired: { intent: 'danger', icon: <DismissCircleFilled /> },
} as const

/** Whether rules with this certificate work now, and until when. */
export const ValiditySign = ({ certificate }: { certificate: Certificate }) => {
  const now = useNow()
  return (
    <StatusBadge {...signs[validityAt(certificate, now)]}>
      {validityWords(certificate, now)}
    </StatusBadge>
  )
}
