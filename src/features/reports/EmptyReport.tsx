import type { ElevationReport } from '#src/lib/paths.ts'
import { paths } from '#src/lib/paths.ts'
import { EmptyState } from '#src/ui/states/states.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

const whatBelongs: Record<ElevationReport, string> = {
  elevations: 'Every elevation that a device reports stands here, with or without a rule.',
  managed: 'Elevations that a Windows elevation rules policy decided stand here.',
}

/** Nothing has been reported: why that may be so, and where to look first. */
export const EmptyReport = ({ report }: { report: ElevationReport }) => (
  <EmptyState title="No elevation is reported" actions={<Links />}>
    <p>{whatBelongs[report]} Why there may be none:</p>
    <ul>
      <li>
        No elevation settings policy reaches the devices, or it does not send elevation data: its
        reporting scope is off or “Diagnostic data only”.
      </li>
      <li>
        {report === 'managed'
          ? 'No rules policy is assigned, or nobody has started a file that one of its rules covers.'
          : 'The reporting scope is “managed elevations only”, and nobody has run a managed one.'}
      </li>
      <li>The devices have not checked in since, or are outside your scope.</li>
    </ul>
  </EmptyState>
)

const Links = () => <TextLink to={paths.policies()}>Look at the policies</TextLink>
