import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { toneLooks } from '#src/shared/tone-looks.tsx'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { statusText, type StatusText } from './request-text.ts'

const useStyles = makeStyles({
  under: { display: 'flex', gap: '4px', minWidth: 0 },
  left: { flexShrink: 0 },
})

export const Status = ({ status }: { status: StatusText }) => (
  <StatusBadge {...toneLooks[status.tone]}>{status.word}</StatusBadge>
)

/** State, and under it who or what decided and what is left of an approval. */
export const StatusCell = ({ request }: { request: ElevationRequest }) => {
  const styles = useStyles()
  const status = statusText(request, useNow())
  if (status.by === '') return <Status status={status} />
  return (
    <TwoLines
      first={<Status status={status} />}
      second={
        <span className={styles.under}>
          {status.left !== '' && <span className={styles.left}>{status.left} ·</span>}
          <DeviceText value={status.by} kind="name" oneLine />
        </span>
      }
    />
  )
}
