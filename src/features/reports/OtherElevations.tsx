import { useQuery } from '@tanstack/react-query'

import type { Elevation } from '#contract/elevations.ts'
import { paths } from '#src/lib/paths.ts'
import { Button } from '#src/ui/basics.ts'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { SkeletonBar } from '#src/ui/states/Skeleton.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import type { ElevationParams } from './elevation-filters.ts'
import { elevationCount } from './elevation-queries.ts'

type Filters = ElevationParams['filters']

const counted = (count: number) =>
  count === 1 ? 'Only this one' : `${count.toLocaleString('en')} elevations, this one among them`

/** How many there are, linked to their list. */
const Counted = ({ filters, to }: { filters: Filters; to: string }) => {
  const { data, error, refetch } = useQuery(elevationCount(filters))
  if (error !== null)
    return (
      <FailureBar
        error={error}
        actions={<Button onClick={() => void refetch()}>Try again</Button>}
      />
    )
  if (data === undefined) return <SkeletonBar width="40%" />
  return <TextLink to={to}>{counted(Number(data))}</TextLink>
}

/** Whatever else was reported of the same file, publisher, device and user. */
export const OtherElevations = ({ elevation }: { elevation: Elevation }) => {
  const { hash, companyName, deviceId, upn } = elevation
  const whole = (value: string) => `"${value}"`
  const items = [
    hash && {
      label: 'This file',
      value: <Counted filters={{ hash }} to={paths.elevations({ hash })} />,
    },
    companyName && {
      label: 'This publisher',
      value: (
        <Counted
          filters={{ publisher: whole(companyName) }}
          to={paths.elevations({ publisher: companyName })}
        />
      ),
    },
    deviceId && {
      label: 'This device',
      value: (
        <Counted
          filters={{ device: whole(deviceId) }}
          to={paths.elevations({ device: deviceId })}
        />
      ),
    },
    upn && {
      label: 'This user',
      value: <Counted filters={{ user: whole(upn) }} to={paths.elevations({ user: upn })} />,
    },
  ].filter((item) => typeof item === 'object' && item !== null)
  return (
    <Section title="Other elevations">
      <KeyValueList items={items} />
    </Section>
  )
}
