import { AddRegular } from '@fluentui/react-icons'
import { lazy, Suspense, useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router-dom'

import { pamAccessTypes, pamLimits, type PamPolicy } from '#contract/pam.ts'
import { knownAccess } from '#domain/pam/catalogue.ts'
import { useRights } from '#src/api/rights.ts'
import { useIsGraph } from '#src/api/session.ts'
import { useList } from '#src/api/use-list.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { CommandMenu } from '#src/ui/CommandMenu.tsx'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import type { Column } from '#src/ui/table/column.ts'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { withListParam } from '#src/ui/table/list-params.ts'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { policiesQuery, settingsQuery } from './pam-queries.ts'
import { approvalWord, typeWord } from './pam-words.ts'
import { OffBar, PamFrame } from './PamFrame.tsx'

/** Only with Microsoft Graph. */
const NotOffered = lazy(async () => ({
  default: (await import('./NotOffered.tsx')).NotOffered,
}))

const PolicyDialog = lazy(async () => ({
  default: (await import('./PolicyDialog.tsx')).PolicyDialog,
}))
const RemovePolicyDialog = lazy(async () => ({
  default: (await import('./RemovePolicyDialog.tsx')).RemovePolicyDialog,
}))

const manage = 'Microsoft.Exchange_RoleManagement_Update'

const PolicyMenu = ({ policy }: { policy: PamPolicy }) => {
  const [, setAddress] = useSearchParams()
  const why = missingRight(useRights(), manage)
  const open = (name: string) => () => setAddress((now) => withListParam(now, name, policy.id))
  return (
    <CommandMenu
      label={`Commands for ${visibleText(policy.policyName)}`}
      iconOnly
      commands={[
        { label: 'Change', disabledReason: why, onChoose: open('edit') },
        { label: 'Remove policy', disabledReason: why, onChoose: open('remove') },
      ]}
    />
  )
}

/** What it does, where that is known. Roles may be of one's own making; a task that Exchange does not have protects nothing. */
const noteOf = ({ policyType, policyName }: PamPolicy): string => {
  const type = pamAccessTypes.find((each) => each === policyType)
  const known = type === undefined ? null : knownAccess(type, policyName)
  if (type === 'task' && known === null) return 'Not a task that is known: check the name'
  return known?.note ?? `${typeWord(policyType)} of Exchange`
}

/** Who is asked now: a group of its own, or whichever is the default one. */
const ApprovalGroup = ({ name }: { name: string | null | undefined }) => {
  const { data } = useQuery(settingsQuery)
  const byDefault = data?.defaultApproverGroupName
  return (
    <DeviceText
      value={name || (byDefault ? `${byDefault} (default)` : null)}
      kind="name"
      oneLine
      missing="Default group: none yet"
    />
  )
}

const columns: readonly Column<PamPolicy>[] = [
  {
    id: 'name',
    header: 'Policy name',
    width: 'minmax(180px, 3fr)',
    cell: (policy) => (
      <TwoLines
        strong
        first={<DeviceText value={policy.policyName} kind="name" oneLine flag />}
        second={noteOf(policy)}
      />
    ),
  },
  {
    id: 'type',
    header: 'Policy type',
    width: '110px',
    from: 700,
    cell: (policy) => typeWord(policy.policyType),
  },
  {
    id: 'approval',
    header: 'Approval type',
    width: 'minmax(190px, 1.6fr)',
    from: 480,
    cell: (policy) => (
      <TwoLines
        first={approvalWord(policy.approvalType)}
        second={
          policy.approvalType === 'auto' ? (
            'approved by itself'
          ) : (
            <ApprovalGroup name={policy.approvalGroupName} />
          )
        }
      />
    ),
    folded: (policy) => approvalWord(policy.approvalType),
  },
  {
    id: 'changed',
    header: 'Last modified',
    width: '130px',
    from: 820,
    cell: (policy) => <When at={policy.lastModifiedDateTime} />,
  },
  {
    id: 'commands',
    header: 'Commands',
    width: '96px',
    always: true,
    cell: (policy) => <PolicyMenu policy={policy} />,
  },
]

const Policies = () => {
  const [address, setAddress] = useSearchParams()
  const list = useList(policiesQuery)
  const find = (name: string) => {
    const id = address.get(name)
    return id === null ? undefined : list.rows.find((row) => row.id === id)
  }
  const close = () =>
    setAddress(
      (now) =>
        ['new', 'edit', 'remove'].reduce((next, name) => withListParam(next, name, undefined), now),
      { replace: true },
    )
  const edited = find('edit')
  const removed = find('remove')
  return (
    <>
      <DataTable
        label="Access policies"
        list={list}
        columns={columns}
        rowHeight={56}
        sort={null}
        isFiltered={false}
        empty={
          <EmptyState title="No access policies" actions={<AddCommand />}>
            An access policy says that a task, role or role group of Exchange Online needs an
            approval. Without one everything passes.
          </EmptyState>
        }
        noMatches={<NoMatches what="policies" onClear={close} />}
        forbidden={<Forbidden what="access policies" right="a sign-in" roles={[]} />}
      />
      <Suspense>
        {address.has('new') && <PolicyDialog onClose={close} />}
        {edited !== undefined && <PolicyDialog policy={edited} onClose={close} />}
        {removed !== undefined && <RemovePolicyDialog policy={removed} onClose={close} />}
      </Suspense>
    </>
  )
}

const AddCommand = () => {
  const [, setAddress] = useSearchParams()
  const rights = useRights()
  const { data } = useQuery(settingsQuery)
  const full = (data?.policyCount ?? 0) >= pamLimits.policies
  return (
    <CommandButton
      appearance="primary"
      icon={<AddRegular />}
      onClick={() => setAddress((now) => withListParam(now, 'new', '1'))}
      disabledReason={
        missingRight(rights, manage) ??
        (full
          ? `There are ${pamLimits.policies} policies, which is the most an organisation can have. Remove one first.`
          : undefined)
      }
    >
      Add a policy
    </CommandButton>
  )
}

/** What needs an approval, and whose. */
export default function PoliciesPage() {
  const isGraph = useIsGraph()
  const { data } = useQuery({ ...settingsQuery, enabled: !isGraph })
  const count = data?.policyCount
  const line = useMemo(
    () =>
      `What needs an approval, and from whom${count === undefined ? '.' : `: ${count} of at most ${pamLimits.policies} policies.`}`,
    [count],
  )
  return (
    <PamFrame filling={!isGraph} line={line} {...(isGraph ? {} : { commands: <AddCommand /> })}>
      {isGraph ? (
        <Suspense>
          <NotOffered of="policies" />
        </Suspense>
      ) : (
        <>
          <OffBar />
          <Policies />
        </>
      )}
    </PamFrame>
  )
}
