import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router-dom'

import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { ownRuleRefusal } from '#domain/elevation-request/own-request.ts'
import { detailsOfRequest } from '#domain/rules/file-details.ts'
import { q } from '#src/api/queries.ts'
import { useMe } from '#src/api/session.ts'
import { keepingSearch, paths } from '#src/lib/paths.ts'

import { CreateRulePane } from './CreateRulePane.tsx'
import type { RuleSource } from './rule-source.ts'

/** The pane over an elevation request; the page below shows its own reading of the same request. */
export default function RuleFromRequestPage() {
  const { id = '' } = useParams()
  const { search } = useLocation()
  const navigate = useNavigate()
  const { data: request } = useQuery(q('elevationRequestGet', { path: { id } }))
  const { id: myId } = useMe()
  const source = useMemo(() => (request ? sourceOf(request, myId) : null), [request, myId])
  if (source === null) return null
  // In place of its own entry, so that Back does not open again what was closed.
  const close = () =>
    void navigate(keepingSearch(paths.elevationRequest(id), search), { replace: true })
  return <CreateRulePane source={source} onClose={close} />
}

const sourceOf = (request: ElevationRequest, myId: string): RuleSource => ({
  key: request.id,
  basis: { kind: 'file', details: detailsOfRequest(request.applicationDetail ?? {}) },
  count: 1,
  recordName: 'request',
  refusal: ownRuleRefusal(request, myId),
  cautions: [],
})
