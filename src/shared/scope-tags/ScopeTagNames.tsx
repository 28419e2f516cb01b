import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { useScopeTagNames } from './scope-tag-query.ts'

/** The scope tags of an object by name; an object without one has the tag Default. */
export const ScopeTagNames = ({
  ids,
  oneLine = false,
}: {
  ids: readonly string[]
  oneLine?: boolean
}) => {
  const nameOf = useScopeTagNames()
  return (
    <DeviceText value={ids.map(nameOf).join(', ')} kind="name" oneLine={oneLine} missing="None" />
  )
}
