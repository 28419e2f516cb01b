import { useQuery } from '@tanstack/react-query'

import { ChecksControl } from '#src/ui/form/controls.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { scopeTagsQuery } from './scope-tag-query.ts'
import { scopeTagError } from './scope-tag-rules.ts'

type Props = {
  value: readonly string[]
  onChange: (value: string[]) => void
  showErrors: boolean
  /** What the service said of the tags, e.g. that one is not the person's own. */
  refused?: string | undefined
}

/** Chooses scope tags by name (epm-behaviour 11). Tags that are chosen and cannot be read stay chosen. */
export const ScopeTagPicker = ({ value, onChange, showErrors, refused }: Props) => {
  const tags = useQuery(scopeTagsQuery)
  if (tags.data === undefined)
    return tags.error === null ? (
      <SkeletonLines lines={4} label="Loading scope tags" />
    ) : (
      <Failed error={tags.error} onRetry={() => void tags.refetch()} />
    )
  if (!tags.data.ok)
    return (
      <MessageBar intent="info" title="Scope tags cannot be listed.">
        {' '}
        Your roles do not show them. What is chosen now stays.
      </MessageBar>
    )
  const listed = tags.data.data.value
  const options = listed.map(({ id, displayName, description }) => ({
    value: id,
    label: [visibleText(displayName ?? '') || `Scope tag ${id}`, visibleText(description ?? '')]
      .filter(Boolean)
      .join(' – '),
  }))
  const unlisted = value.filter((id) => !listed.some((tag) => tag.id === id))
  return (
    <Stack>
      <ChecksControl
        name="scopeTags"
        label="Scope tags"
        required
        values={value}
        options={options}
        onChange={(_, chosen) => onChange(chosen)}
        hint="Admins see an object when it has one of their tags. You can only give tags of your own roles."
        error={refused ?? (showErrors ? scopeTagError(value) : undefined)}
      />
      {unlisted.length > 0 && (
        <p>
          {unlisted.length === 1 ? 'One more tag is' : `${unlisted.length} more tags are`} chosen
          that cannot be read here: {unlisted.map(visibleText).join(', ')}.
        </p>
      )}
    </Stack>
  )
}
