import {
  AddRegular,
  CheckmarkCircleFilled,
  ClockRegular,
  DismissCircleFilled,
} from '@fluentui/react-icons'
import { useMemo, useState, type ReactElement } from 'react'

import type { Token } from '#contract/tokens.ts'
import type { PageLoader } from '#src/api/page.ts'
import { listQuery } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useIsGraph } from '#src/api/session.ts'
import { useList } from '#src/api/use-list.ts'
import { now } from '#src/lib/clock.ts'
import { localToTheMinute } from '#src/lib/dates.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import { StatusBadge, type StatusIntent } from '#src/ui/StatusBadge.tsx'
import type { Column } from '#src/ui/table/column.ts'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { FilterBar, SearchBox, SelectFilter } from '#src/ui/table/FilterBar.tsx'
import { readListParams } from '#src/ui/table/list-params.ts'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { When } from '#src/ui/text/When.tsx'

import { CreateTokenDialog } from './CreateTokenDialog.tsx'
import { RevokeTokenDialog } from './RevokeTokenDialog.tsx'
import { purposeValues, statuses, tokenListArgs, tokenListSpec } from './token-list.ts'
import { purposeLabel, standsFor } from './token-words.ts'

const signs: Record<string, { intent: StatusIntent; icon: ReactElement; word: string }> = {
  active: { intent: 'success', icon: <CheckmarkCircleFilled />, word: 'Active' },
  expired: { intent: 'neutral', icon: <ClockRegular />, word: 'Expired' },
  revoked: { intent: 'danger', icon: <DismissCircleFilled />, word: 'Revoked' },
}

const Status = ({ token }: { token: Token }) => {
  const sign = Object.hasOwn(signs, token.status) ? signs[token.status] : undefined
  if (sign === undefined) return <>{token.status}</>
  return (
    <StatusBadge intent={sign.intent} icon={sign.icon}>
      {sign.word}
    </StatusBadge>
  )
}

/** The moment it ends or ended, which one plans by, and how far that is. */
const Ends = ({ token }: { token: Token }) => {
  const active = token.status === 'active'
  const end = token.status === 'revoked' ? token.revokedDateTime : token.expirationDateTime
  if (!end) return <>Never</>
  return (
    <TwoLines
      first={localToTheMinute(end)}
      second={<When at={end} as={active ? 'left' : 'age'} />}
    />
  )
}

const columnsWith = (onRevoke: (token: Token) => void): readonly Column<Token>[] => [
  {
    id: 'displayName',
    header: 'Name',
    width: 'minmax(160px, 3fr)',
    sortBy: 'displayName',
    cell: (token) => (
      <TwoLines
        strong
        first={<DeviceText value={token.displayName} kind="name" oneLine flag />}
        second={purposeLabel(token.purpose)}
      />
    ),
  },
  {
    id: 'for',
    header: 'Stands for',
    width: 'minmax(240px, 2fr)',
    from: 860,
    cell: (token) => <DeviceText value={standsFor(token)} kind="name" oneLine />,
    folded: (token) => <DeviceText value={standsFor(token)} kind="name" oneLine />,
  },
  {
    id: 'status',
    header: 'Status',
    width: '120px',
    from: 480,
    cell: (token) => <Status token={token} />,
    folded: (token) => <Status token={token} />,
    foldedWhole: true,
  },
  {
    id: 'ends',
    header: 'Ends',
    width: '152px',
    from: 640,
    sortBy: 'expirationDateTime',
    cell: (token) => <Ends token={token} />,
    folded: (token) =>
      token.status === 'active' && token.expirationDateTime
        ? // The day alone: there is room for no more.
          `until ${localToTheMinute(token.expirationDateTime).split(',')[0] ?? ''}`
        : null,
    foldedWhole: true,
  },
  {
    id: 'used',
    header: 'Last used',
    width: '110px',
    from: 760,
    sortBy: 'lastUsedDateTime',
    cell: (token) => <When at={token.lastUsedDateTime} />,
  },
  {
    id: 'created',
    header: 'Created',
    width: 'minmax(150px, 1fr)',
    from: 1040,
    sortBy: 'createdDateTime',
    // Most are made by whom they stand for, which is said once.
    cell: (token) =>
      token.createdBy === standsFor(token) ? (
        <When at={token.createdDateTime} />
      ) : (
        <TwoLines
          first={<When at={token.createdDateTime} />}
          second={<DeviceText value={token.createdBy} kind="name" oneLine missing="Not recorded" />}
        />
      ),
  },
  {
    id: 'commands',
    header: 'Commands',
    width: '88px',
    align: 'end',
    cell: (token) => (
      <CommandButton
        appearance="subtle"
        size="small"
        label={`Revoke ${visibleText(token.displayName)}`}
        disabledReason={token.status === 'active' ? undefined : `It is ${token.status} already.`}
        onClick={() => onRevoke(token)}
      >
        Revoke
      </CommandButton>
    ),
  },
]

export const loader: PageLoader = ({ queryClient, url }) => {
  const params = readListParams(tokenListSpec, url.searchParams)
  void queryClient.prefetchInfiniteQuery(listQuery('tokenList', tokenListArgs(params, now())))
}

/** Graph's tokens are Entra's, each of an app registration. */
const NotWithGraph = () => (
  <Page>
    <PageHeader title="Tokens" />
    <MessageBar intent="info" title="Microsoft Graph does not offer this.">
      {' '}
      Tokens are keys to the console’s own service. Scripts sign in to Graph with an app
      registration of their own in Microsoft Entra.
    </MessageBar>
  </Page>
)

export default function TokensPage() {
  return useIsGraph() ? <NotWithGraph /> : <Tokens />
}

const Tokens = () => {
  const params = useListParams(tokenListSpec)
  const { filters, search, sort } = params
  const query = useMemo(
    () => listQuery('tokenList', tokenListArgs({ filters, search, sort }, now())),
    [filters, search, sort],
  )
  const list = useList(query)
  const all = useRights().can('Microsoft.Intune_Roles_Update')
  const [creating, setCreating] = useState(false)
  const [revoking, setRevoking] = useState<Token | null>(null)
  const columns = useMemo(() => columnsWith(setRevoking), [])
  return (
    <Page filling>
      <PageHeader
        title="Tokens"
        line={
          all
            ? 'Keys of scripts and devices. You see everybody’s, because you may change roles.'
            : 'Your keys for scripts. Each has one purpose and never more rights than you.'
        }
        commands={
          <CommandButton
            appearance="primary"
            icon={<AddRegular />}
            onClick={() => setCreating(true)}
            disabledReason={undefined}
          >
            Create token
          </CommandButton>
        }
      />
      <FilterBar
        isFiltered={params.isFiltered}
        onClear={params.clear}
        {...(list.loading || list.error !== null
          ? {}
          : { summary: tokensCounted(list.rows.length, list.hasMore) })}
      >
        <SearchBox
          label="Search tokens"
          placeholder="Name, person, device"
          value={search}
          onChange={params.setSearch}
        />
        <SelectFilter
          label="Status"
          all="All"
          value={filters.status}
          onChange={(status) => params.setFilter('status', status)}
          options={statuses}
        />
        <SelectFilter
          label="Purpose"
          all="All"
          value={filters.purpose}
          onChange={(purpose) => params.setFilter('purpose', purpose)}
          options={purposeValues.map((value) => ({
            value,
            label: purposeLabel(value === 'user' ? 'full' : value),
          }))}
        />
      </FilterBar>
      <DataTable
        label="Tokens"
        list={list}
        columns={columns}
        rowHeight={56}
        sort={sort}
        onSort={params.setSort}
        isFiltered={params.isFiltered}
        empty={
          <EmptyState
            title="No tokens"
            actions={
              <CommandButton
                appearance="primary"
                onClick={() => setCreating(true)}
                disabledReason={undefined}
              >
                Create token
              </CommandButton>
            }
          >
            A token lets a script call this service in your name. It is shown once, when it is made.
          </EmptyState>
        }
        noMatches={<NoMatches what="tokens" onClear={params.clear} />}
        forbidden={<Forbidden what="tokens" {...rightText('Microsoft.Intune_Roles_Update')} />}
      />
      {creating && <CreateTokenDialog onClose={() => setCreating(false)} />}
      {revoking !== null && (
        <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />
      )}
    </Page>
  )
}

const tokensCounted = (count: number, hasMore: boolean) =>
  `${count.toLocaleString('en')}${hasMore ? '+' : ''} ${count === 1 && !hasMore ? 'token' : 'tokens'}`
