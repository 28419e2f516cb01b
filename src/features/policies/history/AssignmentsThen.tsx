import { EditRegular } from '@fluentui/react-icons/svg/edit'

import type { PolicyVersionDetail } from '#contract/policy-versions.ts'
import { useRights } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'

import { TargetList } from './TargetLines.tsx'

/** Where going back would change nothing: whom the earlier version was assigned to, and where assignments are edited. */
export const AssignmentsThen = ({ id, earlier }: { id: string; earlier: PolicyVersionDetail }) => {
  const rights = useRights()
  const targets = (earlier.policy.assignments ?? []).map(({ target }) => target)
  return (
    <Section title={`Assignments of version ${earlier.version}`}>
      <p>
        Apart from its assignments, the policy is as it was in version {earlier.version}. Going back
        leaves assignments as they are, so they are edited by hand.
      </p>
      {targets.length === 0 ? <p>It was assigned to nobody.</p> : <TargetList targets={targets} />}
      <Stack row>
        <CommandButton
          icon={<EditRegular />}
          disabledReason={missingRight(rights, 'Microsoft.Intune_EpmPolicy_Assign')}
          to={paths.policyEdit(id, 'assignments')}
        >
          Edit assignments
        </CommandButton>
      </Stack>
    </Section>
  )
}
