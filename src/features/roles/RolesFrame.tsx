import type { ReactNode } from 'react'

import { paths } from '#src/lib/paths.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { LinkTabs } from '#src/ui/LinkTabs.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'

const tabs = [
  { to: paths.roles(), label: 'Roles', end: true },
  { to: paths.roleAssignments(), label: 'Assignments' },
  { to: paths.scopeTags(), label: 'Scope tags' },
  { to: paths.peopleRights(), label: 'What a person can do' },
]

type Props = { title: string; line: string; commands?: ReactNode; children: ReactNode }

/** The four lists of Roles, each a page of its own under the same tabs. */
export const RolesFrame = ({ title, line, commands, children }: Props) => (
  <Page filling>
    <PageHeader title={title} line={line} commands={commands} />
    <LinkTabs label="Roles" tabs={tabs} />
    {children}
  </Page>
)
