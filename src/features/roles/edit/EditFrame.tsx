import type { ReactNode } from 'react'

import type { ApiError } from '#src/api/errors.ts'
import { rightText } from '#src/api/rights.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

type Props<E> = {
  /** Undefined for a section there is none of. */
  title: string | undefined
  list: { to: string; label: string }
  item: { to: string; name: string | null | undefined; noun: string }
  read: { data: E | undefined; error: ApiError | null; refetch: () => unknown }
  children: (entity: E) => ReactNode
}

/** The page of a form that edits one section: where one is, and every state of what it reads. */
export const EditFrame = <E,>({ title, list, item, read, children }: Props<E>) => {
  const capital = item.noun.charAt(0).toUpperCase() + item.noun.slice(1)
  if (title === undefined)
    return (
      <Page>
        <PageHeader title={capital} />
        <NotFound backTo={{ to: item.to, label: `Back to the ${item.noun}` }} />
      </Page>
    )
  return (
    <Page>
      <nav aria-label="Breadcrumb">
        <TextLink to={list.to}>{list.label}</TextLink>
        {' / '}
        <TextLink to={item.to}>
          {read.data === undefined ? (
            capital
          ) : (
            <DeviceText value={item.name} kind="name" missing={`${capital} without a name`} />
          )}
        </TextLink>
      </nav>
      <PageHeader title={title} />
      {read.data !== undefined ? (
        children(read.data)
      ) : read.error === null ? (
        <SkeletonLines lines={10} label={`Loading the ${item.noun}`} />
      ) : read.error.status === 403 ? (
        <Forbidden what={list.label.toLowerCase()} {...rightText('Microsoft.Intune_Roles_Read')} />
      ) : read.error.status === 404 ? (
        <NotFound
          what={item.noun}
          backTo={{ to: list.to, label: `All ${list.label.toLowerCase()}` }}
        />
      ) : (
        <Failed error={read.error} onRetry={() => void read.refetch()} />
      )}
    </Page>
  )
}
