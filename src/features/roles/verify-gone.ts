import { ApiError } from '#src/api/errors.ts'
import { callOnce } from '#src/api/queries.ts'

type Readable = 'roleDefinitionGet' | 'roleAssignmentGet' | 'scopeTagGet'

/** After a lost answer to a deletion: gone is done. `undefined` is the answer of a 204. */
export const verifyGone = async (name: Readable, id: string): Promise<undefined | null> => {
  try {
    await callOnce(name, { path: { id } })
    return null
  } catch (reason) {
    if (reason instanceof ApiError && reason.status === 404) return undefined
    throw reason
  }
}
