import type { ReactNode } from 'react'

import { paths } from '#src/lib/paths.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { LinkTabs } from '#src/ui/LinkTabs.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'

const tabs = [
  { to: paths.roles(), label: 'Roles', end: true },
  { to: paths.roleAssignments(), label: 'Assignments' },
  { to: paths.scopeTags(), label: 'Scope tags' },
  { to: paths.peopleRights(), label: 'What a person can do' },
]

type Props = { title: string; line: string; commands?: ReactNode; children: ReactNode }

/** The four lists of Roles, each a page of its own under the same tabs: what only some have stands below them, so that they stay in place. */
export const RolesFrame = ({ title, line, commands, children }: Props) => (
  <Page filling>
    <PageHeader title={title} line={line} />
    <LinkTabs label="Roles" tabs={tabs} />
    {commands !== undefined && <Stack row>{commands}</Stack>}
    {children}
  </Page>
)
