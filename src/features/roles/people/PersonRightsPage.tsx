import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router-dom'

import type { UserRights } from '#contract/roles.ts'
import type { PageLoader } from '#src/api/page.ts'
import { rightText } from '#src/api/rights.ts'
import { useConfig } from '#src/api/session.ts'
import { invariant } from '#src/lib/invariant.ts'
import { paths } from '#src/lib/paths.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { TextLink } from '#src/ui/TextLink.tsx'

import { personRightsQuery } from '../role-queries.ts'
import { Grants } from './Grants.tsx'
import { HeldRights } from './HeldRights.tsx'
import { LackingRights } from './LackingRights.tsx'

const useStyles = makeStyles({ text: { margin: 0, maxWidth: '90ch', overflowWrap: 'anywhere' } })

export const loader: PageLoader = ({ queryClient, params }) => {
  if (params.id !== undefined) void queryClient.prefetchQuery(personRightsQuery(params.id))
}

/** What one person can do, and which assignment gives it. */
export default function PersonRightsPage() {
  const { id } = useParams()
  invariant(id, 'PersonRightsPage needs a route with :id.')
  const { data, error, refetch } = useQuery(personRightsQuery(id))
  if (data !== undefined) return <Loaded key={data.user.id} rights={data} />
  return (
    <Page>
      <Back />
      <PageHeader title="What a person can do" />
      {error === null ? (
        <SkeletonLines lines={12} label="Loading the rights" />
      ) : error.status === 403 ? (
        <Forbidden what="what a person can do" {...rightText('Microsoft.Intune_Roles_Read')} />
      ) : error.status === 404 ? (
        <NotFound what="person" backTo={{ to: paths.peopleRights(), label: 'All people' }} />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

const Back = () => (
  <nav aria-label="Breadcrumb">
    <TextLink to={paths.peopleRights()}>What a person can do</TextLink>
  </nav>
)

const Loaded = ({ rights }: { rights: UserRights }) => {
  const { user, assignments } = rights
  const held = rights.rights.filter((each) => each.held)
  const lacking = rights.rights.filter((each) => !each.held)
  return (
    <Page>
      <Back />
      <PageHeader
        title={user.displayName || user.userPrincipalName}
        line={user.userPrincipalName}
      />
      {!user.accountEnabled && (
        <MessageBar intent="info" title="Cannot sign in.">
          {' '}
          The account is disabled, so none of the rights below can be used now.
        </MessageBar>
      )}
      {rights.isAdministrator && (
        <MessageBar intent="warning" title="Administrator.">
          {' '}
          Every right over everything, whatever the scope tags.
        </MessageBar>
      )}
      {!rights.complete && (
        <MessageBar intent="info" title="Not all of it.">
          {' '}
          Only role assignments of your own scope are shown. This person may have more rights.
        </MessageBar>
      )}
      <Section title="What they can do" level={2}>
        <HeldRights held={held} assignments={assignments} />
      </Section>
      <Section title="Why: their role assignments" level={2}>
        <Grants assignments={assignments} />
      </Section>
      {lacking.length > 0 && (
        <Section title="What they cannot do" level={2}>
          <LackingRights lacking={lacking} />
        </Section>
      )}
      <KeepOut user={user} />
    </Page>
  )
}

/** Sessions and tokens outlive a role that is taken away; ending them is for whoever runs the service. */
const KeepOut = ({ user }: Pick<UserRights, 'user'>) => {
  const styles = useStyles()
  const command = user.accountEnabled === false ? 'enable' : 'disable'
  return useConfig().data?.backend !== 'service' ? null : (
    <Section
      title={command === 'enable' ? 'To let them in again' : 'To keep them out at once'}
      level={2}
    >
      <p className={styles.text}>
        {command === 'enable'
          ? 'Whoever runs this console enters on its machine: '
          : 'Taking their roles away leaves them signed in without a right. Whoever runs this console ends their sessions and tokens, and lets them in no more, by entering on its machine: '}
        <code>
          npm run epm -- person {command} {visibleText(user.userPrincipalName)}
        </code>
      </p>
    </Section>
  )
}
