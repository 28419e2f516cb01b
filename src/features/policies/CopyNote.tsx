import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router-dom'

import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { copyOfIn } from './copy-state.ts'
import { assignmentsQuery } from './PolicyAssignments.tsx'

/** On the page of a policy that was just made as a copy, until it is assigned: which of the two this is. */
export const CopyNote = ({ policyId }: { policyId: string }) => {
  const original = copyOfIn(useLocation().state)
  const { data } = useQuery(assignmentsQuery(policyId))
  if (original === null || data === undefined || data.value.length > 0) return null
  return (
    <MessageBar intent="info" title="This is the copy.">
      {' '}
      It was made of{' '}
      <DeviceText value={original} kind="name" flag missing="a policy without a name" /> and is
      assigned to nobody yet. The original is as it was.
    </MessageBar>
  )
}
