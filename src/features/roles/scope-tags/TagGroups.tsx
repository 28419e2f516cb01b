import { EditRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useSearchParams } from 'react-router-dom'

import type { RoleScopeTag } from '#contract/directory.ts'
import { useRights } from '#src/api/rights.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { withListParam } from '#src/ui/table/list-params.ts'

import { MemberList } from '../assignments/MemberList.tsx'
import { groupIdsOf, tagGroupsQuery } from './tag-groups.ts'

const TagGroupsDialog = lazy(async () => ({
  default: (await import('./TagGroupsDialog.tsx')).TagGroupsDialog,
}))

type Props = { tag: RoleScopeTag; builtIn: string | undefined }

/** The groups whose devices get the tag by themselves. */
export const TagGroups = ({ tag, builtIn }: Props) => {
  const rights = useRights()
  const [address, setAddress] = useSearchParams()
  const { data, error, refetch } = useQuery(tagGroupsQuery(tag.id))
  const open = (dialog: string | undefined) =>
    setAddress((now) => withListParam(now, 'dialog', dialog), { replace: dialog === undefined })
  return (
    <Section
      title="Groups whose devices get this tag"
      level={2}
      commands={
        <CommandButton
          icon={<EditRegular />}
          label="Edit groups"
          disabledReason={
            missingRight(rights, 'Microsoft.Intune_Roles_Update') ??
            builtIn ??
            (data === undefined ? 'The groups are not read yet.' : undefined)
          }
          onClick={() => open('groups')}
        >
          Edit
        </CommandButton>
      }
    >
      {data === undefined ? (
        error === null ? (
          <SkeletonLines lines={2} label="Loading the groups" />
        ) : (
          <Failed error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <MemberList
          ids={groupIdsOf(data.value)}
          none={
            builtIn === undefined
              ? 'No group yet. Add a group of devices to put the tag on all of them.'
              : 'None: a device has this tag as long as it has no other.'
          }
        />
      )}
      <Suspense>
        {address.get('dialog') === 'groups' && data !== undefined && (
          <TagGroupsDialog
            tag={tag}
            groups={groupIdsOf(data.value)}
            onClose={() => open(undefined)}
          />
        )}
      </Suspense>
    </Section>
  )
}
