import { useQuery } from '@tanstack/react-query'

import { useRights } from '#src/api/rights.ts'
import { useMe } from '#src/api/session.ts'

import { settingsQuery } from './pam-queries.ts'

/** Who is signed in, as `whyNot` asks; `unknown` says why that cannot be told yet. */
export const usePerson = () => {
  const { id } = useMe()
  const rights = useRights()
  const { data: settings, error } = useQuery(settingsQuery)
  const unknown =
    settings !== undefined
      ? undefined
      : error === null
        ? 'What you may do is being read.'
        : 'What you may do could not be read. Reload the page.'
  return { id, rights, caller: settings?.caller, settings, unknown }
}
