import { GraphFailure } from '../graph-failure.ts'
import type { Handlers } from '../types.ts'

type Names =
  | 'roleDefinitionCreate'
  | 'roleDefinitionUpdate'
  | 'roleDefinitionDelete'
  | 'roleAssignmentCreate'
  | 'roleAssignmentUpdate'
  | 'roleAssignmentDelete'
  | 'scopeTagCreate'
  | 'scopeTagUpdate'
  | 'scopeTagDelete'

const notYet = () =>
  Promise.reject(
    new GraphFailure(503, 'ServiceUnavailable', 'Roles cannot be changed here yet; nothing was.'),
  )

/** Refused until what nobody may gain by a change is enforced. */
export const roleChangeHandlers: Pick<Handlers, Names> = {
  roleDefinitionCreate: notYet,
  roleDefinitionUpdate: notYet,
  roleDefinitionDelete: notYet,
  roleAssignmentCreate: notYet,
  roleAssignmentUpdate: notYet,
  roleAssignmentDelete: notYet,
  scopeTagCreate: notYet,
  scopeTagUpdate: notYet,
  scopeTagDelete: notYet,
}
