import type { GraphErrorDetail } from '#contract/errors.ts'
import type { AssignmentTarget } from '#contract/policies.ts'

import { parseStored } from '../../store/parse-stored.ts'
import type { Tx } from '../../store/schema.ts'
import { refuse } from './policy-checks.ts'

const exclusion = '#microsoft.graph.exclusionGroupAssignmentTarget'
const groupTargets = ['#microsoft.graph.groupAssignmentTarget', exclusion]
/** Some clients send this where there is no filter. */
const emptyId = '00000000-0000-0000-0000-000000000000'

const filterOf = (target: AssignmentTarget) => ({
  id: [undefined, null, '', emptyId].includes(target.deviceAndAppManagementAssignmentFilterId)
    ? null
    : (target.deviceAndAppManagementAssignmentFilterId ?? null),
  mode: target.deviceAndAppManagementAssignmentFilterType ?? 'none',
})

const at = (index: number, member: string, message: string): GraphErrorDetail => ({
  code: 'invalidReference',
  message,
  target: `assignments[${index}].target.${member}`,
})

const groupFailures = async (tx: Tx, targets: readonly AssignmentTarget[]) => {
  const ids = targets.map((target) =>
    groupTargets.includes(target['@odata.type']) ? (target.groupId ?? '') : null,
  )
  const named = ids.filter((id) => id !== null)
  if (named.length === 0) return []
  const known = await tx.selectFrom('groups').select('id').where('id', 'in', named).execute()
  const found = new Set(known.map((row) => row.id))
  return ids.flatMap((id, index) =>
    id === null || found.has(id)
      ? []
      : at(
          index,
          'groupId',
          id === '' ? 'A group target needs a groupId.' : `There is no group ${id}.`,
        ),
  )
}

const filterFailures = async (tx: Tx, targets: readonly AssignmentTarget[]) => {
  const filters = targets.map(filterOf)
  const named = filters.flatMap(({ id }) => id ?? [])
  const known =
    named.length === 0
      ? []
      : await tx.selectFrom('assignment_filters').selectAll().where('id', 'in', named).execute()
  const found = new Map(known.map((row) => [row.id, row]))
  const filterId = 'deviceAndAppManagementAssignmentFilterId'
  const filterType = 'deviceAndAppManagementAssignmentFilterType'
  return filters.flatMap(({ id, mode }, index) => {
    if (!['none', 'include', 'exclude'].includes(mode)) {
      return at(index, filterType, 'A filter is used as none, include or exclude.')
    }
    if (id === null) {
      return mode === 'none' ? [] : at(index, filterId, `A filter to ${mode} has to be named.`)
    }
    const filter = found.get(id)
    if (!filter) return at(index, filterId, `There is no assignment filter ${id}.`)
    if (targets[index]?.['@odata.type'] === exclusion) {
      return at(index, filterId, 'An excluded group cannot have a filter.')
    }
    if (mode === 'none')
      return at(index, filterType, 'Say whether the filter includes or excludes.')
    const management = parseStored.resource(filter.resource)['assignmentFilterManagementType']
    if (filter.platform !== 'windows10AndLater' || management === 'apps') {
      const name = JSON.stringify(filter.display_name)
      return at(index, filterId, `The filter ${name} is not for managed Windows devices.`)
    }
    return []
  })
}

/**
 * Groups and filters have to be there, and a filter only narrows what is included (epm-behaviour 12). Target kinds we do not
 * know are kept as they are. Throws 400 with one detail for each member at fault.
 */
export const checkTargets = async (tx: Tx, targets: readonly AssignmentTarget[]): Promise<void> => {
  const details = [...(await groupFailures(tx, targets)), ...(await filterFailures(tx, targets))]
  if (details.length > 0) refuse(details)
}
