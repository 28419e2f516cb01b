import type { Reach, ReachPart } from '#domain/assignments/reach.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

type Props = { reach: Reach | null; groupNames: ReadonlyMap<string, string> }

const everyone = { user: 'All users', device: 'All devices' } as const
const throughGroup = { user: 'Group of the primary user', device: 'Group of the device' } as const
const excludes = {
  user: 'Excluded for users: the primary user is in',
  device: 'Excluded for devices: the device is in',
} as const

/** Through whom a policy comes to the device, a line for each way, and what keeps it away. */
export const ReachLines = ({ reach, groupNames }: Props) => {
  if (reach === null) return <div>It is not among the policies that were looked at.</div>
  const nameOf = (groupId: string) => groupNames.get(groupId) ?? groupId
  const line = ({ through, groupId, filter }: ReachPart) => (
    <div key={`${through} ${groupId}`}>
      {groupId === null ? (
        everyone[through]
      ) : (
        <>
          {throughGroup[through]}: <DeviceText value={nameOf(groupId)} kind="name" flag />
        </>
      )}
      {filter !== null && ', narrowed by a filter that Intune evaluates'}
    </div>
  )
  return (
    <>
      {reach.included.map(line)}
      {reach.excluded.map(({ through, groupId }) => (
        <div key={`not ${through} ${groupId}`}>
          {excludes[through]} <DeviceText value={nameOf(groupId)} kind="name" flag />
        </div>
      ))}
      {reach.included.length === 0 && (
        <div>
          Not through the device or its primary user: it may be for somebody else who signs in here.
        </div>
      )}
    </>
  )
}
