import type { ListSpec } from '#src/ui/table/list-params.ts'

/** What the address of a list asks for and the list does not know: it is left out, so that the list shows more. */
export type AddressFault = { name: string; value: string }

/** In the address beside filters, search and sort: the elevations that a rule is made of. */
const others = ['of']

/**
 * Filters with a value that is none of theirs, names that are no filter, and a sort that there is not. Days that are none are not
 * among them: their own filter tells.
 */
export const addressFaults = <F extends string>(
  spec: ListSpec<F>,
  address: URLSearchParams,
): AddressFault[] => {
  const faults: AddressFault[] = []
  for (const [name, value] of address) {
    if (name === 'search' || others.includes(name)) continue
    if (name === 'sort') {
      if (!spec.sorts.includes(value.split(':')[0] ?? '')) faults.push({ name, value })
      continue
    }
    const allowed = Object.hasOwn(spec.filters, name) ? spec.filters[name as F] : []
    if (allowed !== 'text' && value !== '' && !allowed.includes(value)) faults.push({ name, value })
  }
  return faults
}
