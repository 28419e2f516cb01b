import { ElevationList, elevationLoader } from './ElevationList.tsx'

export const loader = elevationLoader('managed')

export default function ManagedElevationsPage() {
  return <ElevationList report="managed" />
}
