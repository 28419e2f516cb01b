import { WarningFilled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'

import type { Certificate, DistinguishedName } from '#domain/certificates/certificate.ts'
import { localToTheMinute, relativeAge } from '#src/lib/dates.ts'
import { SkeletonBar } from '#src/ui/states/Skeleton.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { useNow } from '#src/ui/use-now.ts'

import type { RuleCertificate } from './use-rule-certificates.ts'

const useStyles = makeStyles({
  facts: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  warning: { color: tokens.colorStatusWarningForeground3, fontWeight: tokens.fontWeightSemibold },
  sign: { display: 'inline-flex', verticalAlign: '-2px', marginRight: '4px' },
})

/** Under a certificate's name: who it was issued to and by whom, and until when rules with it work. */
export const RuleCertificateFacts = ({ found }: { found: RuleCertificate | null }) => {
  const styles = useStyles()
  switch (found?.state) {
    case undefined:
      return null
    case 'reading':
      return <SkeletonBar width="24ch" />
    case 'missing':
      return (
        <Warning>
          This reusable setting does not exist, or your scope does not include it. What the
          certificate says is not known here.
        </Warning>
      )
    case 'unreadable':
      return <Warning>The certificate cannot be read. {found.message}</Warning>
    case 'read':
      return (
        <div className={styles.facts}>
          <div>
            Issued to <Name of={found.certificate.subject} />
          </div>
          <div>
            Issued by <Name of={found.certificate.issuer} />
          </div>
          <Validity certificate={found.certificate} />
        </div>
      )
  }
}

/** The name people know; the whole distinguished name on hover, since it is long. */
const Name = ({ of: { commonName, organization, text } }: { of: DistinguishedName }) => (
  <strong title={visibleText(text)}>
    <DeviceText value={commonName || organization || text} kind="name" flag missing="nobody" />
  </strong>
)

const Validity = ({ certificate: { notBefore, notAfter } }: { certificate: Certificate }) => {
  const now = useNow()
  const day = (date: Date) => localToTheMinute(date.toISOString())
  const ago = (date: Date) => relativeAge(date.toISOString(), now)
  if (now > notAfter.getTime())
    return (
      <Warning>
        Expired {ago(notAfter)}, on {day(notAfter)}. Rules with this certificate do not work.
      </Warning>
    )
  if (now < notBefore.getTime())
    return (
      <Warning>
        Not valid before {day(notBefore)}. Rules with this certificate do not work until then.
      </Warning>
    )
  return (
    <div>
      Expires {ago(notAfter)}, on {day(notAfter)}
    </div>
  )
}

const Warning = ({ children }: { children: ReactNode }) => {
  const styles = useStyles()
  return (
    <div className={styles.warning}>
      <span className={styles.sign} aria-hidden>
        <WarningFilled />
      </span>
      {children}
    </div>
  )
}
