import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router-dom'

import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { keepingSearch, paths } from '#src/lib/paths.ts'
import { Button } from '#src/ui/basics.ts'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import {
  elevationPrecedents,
  elevationSentence,
  precedentSentence,
  requestPrecedents,
} from './precedents.ts'
import { elevationsOfHashQuery, sameHashQuery } from './request-queries.ts'
import { requesterOf, statusText, text } from './request-text.ts'

const shown = 5

const Other = ({ request }: { request: ElevationRequest }) => {
  const { search } = useLocation()
  const status = statusText(request, useNow())
  const reason = text(request.reviewerJustification)
  return (
    <li>
      <TextLink to={keepingSearch(paths.elevationRequest(request.id), search)}>
        {status.word}
      </TextLink>
      , asked by <DeviceText value={requesterOf(request)} kind="name" />{' '}
      <When at={request.requestCreatedDateTime} />
      {reason !== '' && (
        <>
          : “<DeviceText value={reason} kind="name" shorten={120} />”
        </>
      )}
    </li>
  )
}

const Requests = ({ request, hash }: { request: ElevationRequest; hash: string }) => {
  const styles = useDrawerStyles()
  const { data, error, refetch } = useQuery(sameHashQuery(hash))
  if (error !== null)
    return (
      <FailureBar
        error={error}
        actions={<Button onClick={() => void refetch()}>Try again</Button>}
      />
    )
  if (data === undefined) return <SkeletonLines lines={2} label="Looking for other requests" />
  const found = requestPrecedents(request, data.value)
  const more = data['@odata.nextLink'] !== undefined
  return (
    <>
      <p className={styles.text}>{precedentSentence(found, more)}</p>
      {found.otherNames.length > 0 && (
        <p className={styles.warning}>
          The same bytes were asked for under another name:{' '}
          {found.otherNames.slice(0, 3).map((name, index) => (
            <span key={name}>
              {index > 0 && ', '}
              <DeviceText value={name} kind="fileName" shorten={60} />
            </span>
          ))}
        </p>
      )}
      {found.others.length > 0 && (
        <ul className={styles.list}>
          {found.others.slice(0, shown).map((other) => (
            <Other key={other.id} request={other} />
          ))}
        </ul>
      )}
    </>
  )
}

const Elevations = ({ hash }: { hash: string }) => {
  const styles = useDrawerStyles()
  const may = useRights().can('Microsoft.Intune_EpmPolicy_ViewReports')
  const { data, error, refetch } = useQuery({ ...elevationsOfHashQuery(hash), enabled: may })
  if (error !== null)
    return (
      <FailureBar
        error={error}
        actions={<Button onClick={() => void refetch()}>Try again</Button>}
      />
    )
  if (may && data === undefined) return <SkeletonLines lines={1} label="Looking for elevations" />
  if (data === undefined || !data.ok)
    return (
      <p className={styles.quiet}>
        Elevations of this file are not shown: that needs the right “
        {rightText('Microsoft.Intune_EpmPolicy_ViewReports').right}”.
      </p>
    )
  const found = elevationPrecedents(data.data.value)
  return (
    <p className={styles.text}>
      {elevationSentence(found, data.data['@odata.count'] ?? null)}
      {found.latest !== null && (
        <>
          {' '}
          Latest <When at={found.latest} />.
        </>
      )}
    </p>
  )
}

/** Was this very file seen or decided before? */
export const PrecedentSection = ({ request }: { request: ElevationRequest }) => {
  const styles = useDrawerStyles()
  const hash = text(request.applicationDetail?.fileHash)
  return (
    <Section title="Seen or decided before">
      {hash === '' ? (
        <p className={styles.text}>The request has no hash, so the file cannot be recognised.</p>
      ) : (
        <Stack gap="medium">
          <Requests request={request} hash={hash} />
          <Elevations hash={hash} />
        </Stack>
      )}
    </Section>
  )
}
