import { useQuery, type QueryClient } from '@tanstack/react-query'

import { invariant } from '#src/lib/invariant.ts'

import { callOnce, q, useApiMutation, type Output } from './queries.ts'

export const meQuery = { ...q('me', {}), staleTime: 60_000 }
export const configQuery = { ...q('epmConfig', {}), staleTime: 5 * 60_000 }

/** The signed-in person. Below the shell only: its loader has read it. */
export const useMe = (): Output<'me'> => {
  const { data } = useQuery(meQuery)
  invariant(data, 'useMe was called outside the shell, whose loader reads the signed-in person.')
  return data
}

export const useConfig = () => useQuery(configQuery)

/** The console speaks to Microsoft Graph: what only its own service has is not there. */
export const useIsGraph = (): boolean => useConfig().data?.backend === 'graph'

/** Sample tenant only. The caller goes to `returnTo` once `data` is there. */
export const useSignIn = (onSuccess: () => void | Promise<void>) =>
  useApiMutation('sampleSignIn', { invalidates: [], onSuccess })

/** Forgets what one person has read; what the service offers to anyone stays. */
export const forgetReads = (client: QueryClient) =>
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== configQuery.queryKey[0] })

/** Ends the session and forgets everything typed; throws ApiError when the service did not end it. */
export const signOut = async () => {
  await callOnce('signOut', {})
  sessionStorage.clear()
}
