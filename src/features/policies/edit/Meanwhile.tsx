import type { PolicyDifference } from '#domain/policies/difference.ts'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { useReveal } from '#src/ui/use-reveal.ts'

import { DifferenceView } from '../history/DifferenceView.tsx'

const useStyles = makeStyles({ place: { outlineStyle: 'none', scrollMarginTop: '16px' } })

type Props = {
  difference: PolicyDifference
  /** What both changed; this page keeps the own one. */
  clashes: readonly string[]
  at: string
}

/** Somebody else saved first: what they changed, and what becomes of it when one saves on top. */
export const Meanwhile = ({ difference, clashes, at }: Props) => {
  const styles = useStyles()
  const place = useReveal<HTMLDivElement>(at)
  return (
    <div ref={place} tabIndex={-1} className={styles.place}>
      <Stack>
        <MessageBar intent="warning" title="Changed by somebody else meanwhile.">
          {' '}
          Nothing of yours was saved, and nothing is lost: your changes are still here, now on top
          of the policy as it was saved <When at={at} />. Look at what changed, then save again.
          {clashes.length > 0 && (
            <p>
              Both of you changed the following; saving keeps yours:{' '}
              {clashes.map((name, index) => (
                <span key={name}>
                  {index > 0 && ', '}
                  <strong>
                    <DeviceText value={name} kind="name" />
                  </strong>
                </span>
              ))}
            </p>
          )}
        </MessageBar>
        <ExpandableSection title="What changed meanwhile" open>
          <DifferenceView difference={difference} />
        </ExpandableSection>
      </Stack>
    </div>
  )
}
