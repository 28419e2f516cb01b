import { useQuery } from '@tanstack/react-query'

import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { useReveal } from '#src/ui/use-reveal.ts'

import { certificateQuery } from './certificate-query.ts'
import { CertificateFacts } from './CertificateFacts.tsx'
import type { ReusableForm } from './reusable-form.ts'

const useStyles = makeStyles({ place: { outlineStyle: 'none', scrollMarginTop: '16px' } })

export type ChangedMeanwhile = {
  /** As it was when this page was opened, and as somebody else saved it since. */
  before: ReusableForm
  now: ReusableForm
  at: string | undefined
  /** Fields that both changed; the form keeps the own ones. */
  clashes: readonly string[]
}

const labels: Readonly<Record<keyof ReusableForm, string>> = {
  displayName: 'Name',
  description: 'Description',
  certificate: 'Certificate',
}
const fields = Object.keys(labels) as (keyof ReusableForm)[]

/** Somebody else saved first: what they changed, and what becomes of it when one saves on top. */
export const Meanwhile = ({ before, now, at, clashes }: ChangedMeanwhile) => {
  const styles = useStyles()
  const place = useReveal<HTMLDivElement>(at)
  const changed = fields.filter((field) => before[field] !== now[field])
  return (
    <div ref={place} tabIndex={-1} className={styles.place}>
      <Stack>
        <MessageBar intent="warning" title="Changed by somebody else meanwhile.">
          {' '}
          Nothing of yours was saved, and nothing is lost: your changes are still here, now on top
          of what was saved <When at={at} />. Look at what changed, then save again.
          {clashes.length > 0 && (
            <p>
              Both of you changed the following; saving keeps yours:{' '}
              <strong>
                {fields
                  .filter((field) => clashes.includes(field))
                  .map((field) => labels[field])
                  .join(', ')}
              </strong>
            </p>
          )}
        </MessageBar>
        {changed.length > 0 && (
          <ExpandableSection title="What changed meanwhile" open>
            <KeyValueList
              items={changed.map((field) => ({
                label: labels[field],
                value:
                  field === 'certificate' ? (
                    <NewCertificate text={now.certificate} />
                  ) : (
                    <Changed before={before[field]} now={now[field]} />
                  ),
              }))}
            />
          </ExpandableSection>
        )}
      </Stack>
    </div>
  )
}

const Changed = ({ before, now }: { before: string; now: string }) => (
  <>
    <del>
      <DeviceText value={before} kind="text" flag missing="empty" />
    </del>
    {' is now '}
    <ins>
      <DeviceText value={now} kind="text" flag missing="empty" />
    </ins>
  </>
)

const NewCertificate = ({ text }: { text: string }) => {
  const { data } = useQuery(certificateQuery(text))
  return data === undefined ? (
    <SkeletonLines lines={4} label="Reading their certificate" />
  ) : (
    <CertificateFacts found={data} />
  )
}
