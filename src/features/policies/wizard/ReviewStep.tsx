import { EditRegular } from '@fluentui/react-icons/svg/edit'
import { useMemo, type ReactNode } from 'react'

import type { ConfigurationPolicyBody } from '#contract/policies.ts'
import { assignmentIssues, groupKindOf } from '#domain/assignments/support-matrix.ts'
import { readElevationSettings } from '#domain/rules/elevation-settings.ts'
import { groupIdsOf, type AssignedTarget } from '#domain/assignments/read-assignments.ts'
import type { PolicyKind } from '#src/lib/paths.ts'
import { Button } from '#src/ui/basics.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { FilterName } from '../FilterName.tsx'
import { shownTargets, type Targets } from '../forms/assignment-targets.ts'
import { PolicySettings } from '../PolicySettings.tsx'
import { ScopeTagNames } from '#src/shared/scope-tags/ScopeTagNames.tsx'
import { useGroups } from '#src/shared/directory/use-groups.ts'
import { ReviewRules } from './ReviewRules.tsx'
import { stepTitles, type StepId } from './steps.ts'

const useStyles = makeStyles({
  part: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: '8px',
    alignItems: 'start',
    paddingBottom: '16px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  list: { margin: 0, paddingLeft: '18px' },
  text: { margin: 0 },
})

type Props = {
  kind: PolicyKind
  /** Exactly what Create sends. */
  body: ConfigurationPolicyBody
  targets: Targets
  onEdit: (step: StepId) => void
}

/** The whole new policy, read from what will be sent. */
export const ReviewStep = ({ kind, body, targets, onEdit }: Props) => {
  const styles = useStyles()
  const settings = kind === 'settings' ? readElevationSettings(body.settings) : null
  const part = (step: StepId, children: ReactNode) => (
    <div className={styles.part}>
      <Section title={stepTitles[step]}>{children}</Section>
      <Button
        size="small"
        appearance="subtle"
        icon={<EditRegular />}
        aria-label={`Edit ${stepTitles[step]}`}
        onClick={() => onEdit(step)}
      >
        Edit
      </Button>
    </div>
  )
  return (
    <Stack gap="large">
      {part(
        'basics',
        <KeyValueList
          items={[
            {
              label: 'Name',
              value: <DeviceText value={body.name} kind="name" flag missing="No name" />,
            },
            {
              label: 'Description',
              value: <DeviceText value={body.description} kind="text" missing="None" />,
            },
          ]}
        />,
      )}
      {part(
        'configuration',
        settings === null ? (
          <ReviewRules settings={body.settings} />
        ) : (
          <PolicySettings settings={settings} />
        ),
      )}
      {part(
        'scope-tags',
        body.roleScopeTagIds === undefined ? (
          <p className={styles.text}>
            All of your own scope tags; Default when your roles have none.
          </p>
        ) : (
          <ScopeTagNames ids={body.roleScopeTagIds} />
        ),
      )}
      {part('assignments', <ReviewTargets targets={targets} />)}
    </Stack>
  )
}

const ReviewTargets = ({ targets }: { targets: Targets }) => {
  const styles = useStyles()
  const shown = useMemo(() => shownTargets(targets), [targets])
  const ids = useMemo(() => groupIdsOf(shown), [shown])
  const groups = useGroups(ids)
  const nameOf = ({ to }: AssignedTarget): string => {
    switch (to.kind) {
      case 'allUsers':
        return 'All users'
      case 'allDevices':
        return 'All devices'
      case 'group':
        return groups.found.get(to.groupId)?.displayName || to.groupId
      case 'unknown':
        return to.type
    }
  }
  const list = (some: readonly AssignedTarget[]) => (
    <ul className={styles.list}>
      {some.map((target) => (
        <li key={target.key}>
          <DeviceText value={nameOf(target)} kind="name" flag />
          {target.filter !== null && (
            <>
              , <FilterName filter={target.filter} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
  const issues = assignmentIssues(targets, (id) => groupKindOf(groups.found.get(id)))
  return (
    <Stack>
      {targets.length === 0 && (
        <p className={styles.text}>Not assigned. The policy will reach nobody.</p>
      )}
      {shown.included.length > 0 && (
        <KeyValueList items={[{ label: 'Included', value: list(shown.included) }]} />
      )}
      {shown.excluded.length > 0 && (
        <KeyValueList items={[{ label: 'Excluded', value: list(shown.excluded) }]} />
      )}
      {issues.map(({ id, kind, message }) => (
        <MessageBar key={id} intent={kind === 'advice' ? 'info' : kind}>
          {message}
        </MessageBar>
      ))}
    </Stack>
  )
}
