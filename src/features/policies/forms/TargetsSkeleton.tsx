import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonBar } from '#src/ui/states/Skeleton.tsx'

import { shownTargets, type Targets } from './assignment-targets.ts'
import { useTargetStyles } from '#src/shared/directory/target-styles.ts'

/**
 * Stands where the picker will be while groups and filters are read. It has no buttons: they come when their place is
 * certain, so that no click is lost to a row that grows above them.
 */
export const TargetsSkeleton = ({ targets }: { targets: Targets }) => {
  const styles = useTargetStyles()
  const { included, excluded } = shownTargets(targets)
  const part = (title: string, rows: readonly unknown[]) => (
    <Section title={title}>
      <div className={styles.commandsPlace}>
        <SkeletonBar width="24ch" />
      </div>
      {rows.map((_, row) => (
        <div key={row} className={styles.rowPlace}>
          <SkeletonBar width="18ch" />
          <SkeletonBar width="32ch" />
        </div>
      ))}
    </Section>
  )
  return (
    <div role="status" aria-label="Loading groups and filters">
      <Stack gap="large">
        <SkeletonBar width="70ch" />
        {part('Included groups', included)}
        {part('Excluded groups', excluded)}
      </Stack>
    </div>
  )
}
