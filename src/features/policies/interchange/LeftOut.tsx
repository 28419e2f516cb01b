import type { ImportResult } from '#contract/import.ts'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: '18px' },
})

const count = (number: number, one: string) => (number === 1 ? `one ${one}` : `${number} ${one}s`)

/** What the import takes from none of its documents, said once for all of them; which member of how many is folded. */
export const LeftOut = ({ results }: { results: readonly ImportResult[] }) => {
  const styles = useStyles()
  const members = new Map<string, number>()
  for (const { passedOver } of results) {
    for (const name of new Set(passedOver)) members.set(name, (members.get(name) ?? 0) + 1)
  }
  if (members.size === 0) return null
  const documents = results.filter(({ passedOver }) => passedOver.length > 0).length
  return (
    <ExpandableSection
      level={2}
      title={`Left out: ${count(members.size, 'member')} of ${count(documents, 'document')}`}
      hint="Ids, dates, counts and assignments belong to the tenant that they come from."
    >
      <ul className={styles.list} aria-label="Left out">
        {[...members].map(([name, times]) => (
          <li key={name}>
            <DeviceText value={name} kind="text" />: in {count(times, 'document')}
          </li>
        ))}
      </ul>
    </ExpandableSection>
  )
}
