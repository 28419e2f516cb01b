import type { Elevation } from '#contract/elevations.ts'
import { outcomeOf, resultNumber, resultWords } from '#domain/elevations/result-code.ts'
import { splitPath } from '#domain/file-name/shorten.ts'
import { localToTheMinute } from '#src/lib/dates.ts'
import { elevationTypeName } from '#src/shared/elevation-types.ts'
import type { Column } from '#src/ui/table/column.ts'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { FileName } from '#src/ui/text/FileName.tsx'
import { When } from '#src/ui/text/When.tsx'

import { OutcomeSign } from './OutcomeSign.tsx'
import { SelectBox } from './selection.tsx'

const FileCell = ({ elevation }: { elevation: Elevation }) => {
  const { folder, name } = splitPath(elevation.filePath ?? '')
  return (
    <TwoLines
      strong
      first={<FileName value={name} />}
      second={<DeviceText value={folder} kind="filePath" oneLine missing="No folder given" />}
    />
  )
}

const ResultCell = ({ elevation }: { elevation: Elevation }) => {
  const { result } = elevation
  const sign = <OutcomeSign elevation={elevation} />
  if (outcomeOf(elevation) !== 'failed') return sign
  return (
    <TwoLines
      first={sign}
      second={`${resultNumber(result)}${resultWords(result) === null ? '' : `: ${resultWords(result)}`}`}
    />
  )
}

const policyOf = ({ policyName, policyId }: Elevation) => policyName || policyId

const TypeCell = ({ elevation }: { elevation: Elevation }) => (
  <TwoLines
    first={<DeviceText value={elevationTypeName(elevation.elevationType)} kind="name" oneLine />}
    second={
      <DeviceText
        value={policyOf(elevation)}
        kind="name"
        oneLine
        missing={elevation.systemInitiatedElevation === true ? 'By the system' : 'No rule'}
      />
    }
  />
)

export const elevationColumns: readonly Column<Elevation>[] = [
  {
    id: 'select',
    header: 'Select',
    width: '60px',
    control: true,
    always: true,
    from: 640,
    cell: (elevation) => <SelectBox elevation={elevation} />,
  },
  {
    id: 'file',
    header: 'File',
    width: 'minmax(150px, 2fr)',
    sortBy: 'filePath',
    always: true,
    cell: (elevation) => <FileCell elevation={elevation} />,
  },
  {
    id: 'user',
    header: 'User',
    width: 'minmax(170px, 2.3fr)',
    from: 780,
    sortBy: 'upn',
    cell: ({ upn }) => <DeviceText value={upn} kind="name" oneLine flag />,
    folded: ({ upn }) => <DeviceText value={upn} kind="name" oneLine />,
  },
  {
    id: 'device',
    header: 'Device',
    // The names that a company gives its devices stand whole.
    width: 'minmax(132px, 1.1fr)',
    from: 940,
    sortBy: 'deviceName',
    cell: ({ deviceName }) => <DeviceText value={deviceName} kind="name" oneLine flag />,
    folded: ({ deviceName }) => <DeviceText value={deviceName} kind="name" oneLine />,
  },
  {
    id: 'type',
    header: 'Type, policy',
    width: 'minmax(130px, 1.6fr)',
    from: 560,
    sortBy: 'elevationType',
    cell: (elevation) => <TypeCell elevation={elevation} />,
    folded: (elevation) => elevationTypeName(elevation.elevationType),
    foldedWhole: true,
  },
  {
    id: 'result',
    header: 'Result',
    width: 'minmax(116px, 1.4fr)',
    sortBy: 'result',
    cell: (elevation) => <ResultCell elevation={elevation} />,
  },
  {
    id: 'publisher',
    header: 'Publisher',
    width: 'minmax(120px, 1.2fr)',
    from: 1120,
    sortBy: 'companyName',
    cell: ({ companyName }) => (
      <DeviceText value={companyName} kind="name" oneLine flag missing="Not reported" />
    ),
  },
  {
    id: 'date',
    header: 'Date and time',
    width: '152px',
    from: 460,
    sortBy: 'eventDateTime',
    cell: ({ eventDateTime }) => (
      <TwoLines first={localToTheMinute(eventDateTime)} second={<When at={eventDateTime} />} />
    ),
    folded: ({ eventDateTime }) => <When at={eventDateTime} />,
    foldedWhole: true,
  },
]
