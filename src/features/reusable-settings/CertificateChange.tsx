import { useQuery } from '@tanstack/react-query'

import { Section } from '#src/ui/layout/Section.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles } from '#src/ui/styles.ts'

import { certificateQuery } from './certificate-query.ts'
import { CertificateFacts } from './CertificateFacts.tsx'

const useStyles = makeStyles({
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))',
    gap: '20px 32px',
    alignItems: 'start',
  },
})

/** The certificate as it is and as it will be, side by side. */
export const CertificateChange = ({ before, after }: { before: string; after: string }) => {
  const styles = useStyles()
  return (
    <div className={styles.sides}>
      <Section title="Certificate now">
        <Side text={before} />
      </Section>
      <Section title="Certificate after saving">
        <Side text={after} />
      </Section>
    </div>
  )
}

const Side = ({ text }: { text: string }) => {
  const { data } = useQuery(certificateQuery(text))
  return data === undefined ? (
    <SkeletonLines lines={6} label="Reading the certificate" />
  ) : (
    <CertificateFacts found={data} />
  )
}
