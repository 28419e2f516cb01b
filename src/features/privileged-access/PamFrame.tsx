import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { paths } from '#src/lib/paths.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { LinkTabs } from '#src/ui/LinkTabs.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { settingsQuery } from './pam-queries.ts'

const tabs = [
  { to: paths.privilegedAccess('requests'), label: 'Requests' },
  { to: paths.privilegedAccess('policies'), label: 'Policies' },
  { to: paths.privilegedAccess('settings'), label: 'Settings' },
]

type Props = { line: string; commands?: ReactNode; filling?: boolean; children: ReactNode }

/** The three pages of privileged access, under one title; with Microsoft Graph only the commands. */
export const PamFrame = ({ line, commands, filling = false, children }: Props) => (
  <Page filling={filling}>
    <PageHeader
      title="Privileged access"
      line={line}
      {...(commands === undefined ? {} : { commands })}
    />
    <LinkTabs label="Privileged access" tabs={tabs} />
    {children}
  </Page>
)

/** True while approvals are switched off, false while they are on, undefined until it is known. */
export const useIsOff = (): boolean | undefined => {
  const { data } = useQuery(settingsQuery)
  return data === undefined ? undefined : !data.approvalsRequired
}

/** Said on every tab: nothing here stops anything while approvals are off. */
export const OffBar = () =>
  useIsOff() === true ? (
    <MessageBar intent="warning" title="Approvals are not required now.">
      {' '}
      Every task passes without a request. Policies and groups are kept.{' '}
      <TextLink to={paths.privilegedAccess('settings')}>Settings</TextLink>
    </MessageBar>
  ) : null
