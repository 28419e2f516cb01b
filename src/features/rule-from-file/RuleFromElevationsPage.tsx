import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router-dom'

import type { Elevation } from '#contract/elevations.ts'
import { splitPath } from '#domain/file-name/shorten.ts'
import { narrowestBasis, type RuleBasis } from '#domain/rules/narrowest-rule.ts'
import type { ApiError } from '#src/api/errors.ts'
import { q } from '#src/api/queries.ts'
import { keepingSearch, paths, type ElevationReport } from '#src/lib/paths.ts'

import { CreateRulePane } from './CreateRulePane.tsx'
import { NoRulePane, type OneFile } from './NoRulePane.tsx'
import type { RuleSource } from './rule-source.ts'

/** As many as the report lets one choose. */
const most = 20

/** The pane over the elevation report: for the open elevation, or for the chosen ones in `of`. */
export default function RuleFromElevationsPage() {
  const { id } = useParams()
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const report: ElevationReport = pathname.startsWith(`${paths.report('managed')}/`)
    ? 'managed'
    : 'elevations'
  const ids = useMemo(() => {
    const chosen = new URLSearchParams(search).get('of') ?? ''
    return id === undefined ? [...new Set(chosen.split(','))].filter(Boolean).slice(0, most) : [id]
  }, [id, search])
  const { elevations, error, pending } = useQueries({
    queries: ids.map((each) => q('elevationGet', { path: { id: each } })),
    combine: together,
  })
  const basis = useMemo(() => narrowestBasis(elevations), [elevations])
  const source = useMemo(() => sourceOf(elevations, basis), [elevations, basis])
  // In place of its own entry, so that Back does not open again what was closed.
  const close = () => {
    const to = id === undefined ? paths.report(report) : paths.elevation(report, id)
    void navigate(keepingSearch(to, withoutChoice(search)), { replace: true })
  }
  if (pending) return null
  if (error !== null || source === null)
    return (
      <NoRulePane
        error={error}
        reasons={basis.kind === 'none' ? basis.reasons : []}
        files={filesOf(elevations, (one) =>
          keepingSearch(paths.elevationRule(report, one), withoutChoice(search)),
        )}
        onClose={close}
      />
    )
  return <CreateRulePane source={source} onClose={close} />
}

/** The report's own search. */
const withoutChoice = (search: string) => {
  const rest = new URLSearchParams(search)
  rest.delete('of')
  return rest.toString()
}

/** Each file once, the same bytes under two names too. */
const filesOf = (elevations: readonly Elevation[], to: (id: string) => string): OneFile[] => {
  const firsts = new Map(elevations.toReversed().map((each) => [each.hash || each.id, each]))
  return [...firsts.values()].toReversed().map(({ id, filePath }) => ({
    id,
    name: splitPath(filePath ?? '').name,
    to: to(id),
  }))
}

/** Its answer keeps its objects until a reading changes. */
const together = (reads: readonly UseQueryResult<Elevation, ApiError>[]) => ({
  elevations: reads.flatMap(({ data }) => data ?? []),
  error: reads.find((read) => read.error !== null)?.error ?? null,
  pending: reads.some((read) => read.isPending),
})

const sourceOf = (elevations: readonly Elevation[], basis: RuleBasis): RuleSource | null => {
  if (basis.kind === 'none') return null
  return {
    key: elevations
      .map(({ id }) => id)
      .toSorted()
      .join(),
    basis,
    count: elevations.length,
    recordName: 'elevation',
    refusal: null,
    cautions: cautionsOf(elevations),
  }
}

const cautionsOf = (elevations: readonly Elevation[]): readonly string[] => {
  const file = elevations.length === 1 ? 'The file' : 'One of the files'
  return [
    ...(elevations.some((each) => each.systemInitiatedElevation === true)
      ? [
          `${file} was started by the system itself, without a person. A rule changes nothing of that.`,
        ]
      : []),
    ...(elevations.some(({ processType }) => processType === 'child')
      ? [
          `${file} was started by another elevated process. Whether it elevates is also a matter of the child process behavior of that one’s rule.`,
        ]
      : []),
  ]
}
