import { paths } from '#src/lib/paths.ts'
import { Button } from '#src/ui/basics.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import type { Failure } from '#src/lib/failure.ts'

import type { Created } from './use-create-policy.ts'

type Props = {
  created: Created
  error: Failure | null
  pending: boolean
  onRetry: () => void
  onLeave: () => void
}

/** The policy exists; whether it is assigned is not settled. It cannot be created a second time from here. */
export const WizardOutcome = ({ created, error, pending, onRetry, onLeave }: Props) => {
  if (pending) return <SkeletonLines lines={3} label="Assigning the policy" />
  return (
    <Stack gap="large">
      <MessageBar intent="warning" title="The policy was created, but it is not assigned.">
        {' '}
        <DeviceText value={created.name} kind="name" flag /> exists and reaches nobody until it is
        assigned. The groups you chose are kept here.
      </MessageBar>
      {error !== null && <FailureBar error={error} />}
      <Stack row>
        <CommandButton appearance="primary" disabledReason={undefined} onClick={onRetry}>
          Assign it now
        </CommandButton>
        <TextLink to={paths.policy(created.id)}>Open the policy</TextLink>
        <Button appearance="subtle" onClick={onLeave}>
          Forget the groups I chose
        </Button>
      </Stack>
    </Stack>
  )
}
