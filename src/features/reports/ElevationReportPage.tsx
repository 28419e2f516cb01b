import { ElevationList, elevationLoader } from './ElevationList.tsx'

export const loader = elevationLoader('elevations')

export default function ElevationReportPage() {
  return <ElevationList report="elevations" />
}
