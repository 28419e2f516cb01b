import { exportAuditLog } from '#src/api/audit-export.ts'
import { useIsGraph } from '#src/api/session.ts'
import { now } from '#src/lib/clock.ts'
import { ExportCsvCommand } from '#src/shared/csv/ExportCsvCommand.tsx'

import { auditQuestion, type AuditFilter } from './audit-filter.ts'

const eventsIn = (rows: number) => `${rows.toLocaleString('en')} ${rows === 1 ? 'event' : 'events'}`

const notWithGraph =
  'Microsoft Graph makes no file of the audit log. The Intune admin center exports it.'

/** Saves exactly what the list is filtered to as CSV; that it was saved is recorded. */
export const ExportAuditCommand = ({ params, empty }: { params: AuditFilter; empty: boolean }) => {
  const isGraph = useIsGraph()
  return (
    <ExportCsvCommand<number>
      name="audit-logs"
      write={(target, { signal, onProgress: onRows }) =>
        exportAuditLog(auditQuestion(params, now()), target, { signal, onRows })
      }
      counted={(rows) => `${eventsIn(rows)}. The export is recorded.`}
      stepText={(rows) => (rows ? `Written, ${eventsIn(rows)}` : 'The file is being written')}
      empty={empty}
      disabledReason={isGraph ? notWithGraph : undefined}
    />
  )
}
