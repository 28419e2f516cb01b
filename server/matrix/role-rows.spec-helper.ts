import type { EndpointName } from '#contract/endpoints.ts'

import { holds } from './people.spec-helper.ts'
import {
  change,
  hidden,
  one,
  plain,
  shownAs,
  signedIn,
  version1,
  type Row,
} from './row.spec-helper.ts'
import { guid, idOf, places, tagOf } from './world.spec-helper.ts'

const read = 'Roles_Read'
/** Nobody gives a right that they do not hold (R14); the role of these calls gives the right to read policies. */
const givesReading: Pick<Row, 'rule'> = {
  rule: ({ principal, needs }) => (holds(principal, 'EpmPolicy_Read', needs) ? null : 403),
}

const permissions = [
  { resourceActions: [{ allowedResourceActions: ['Microsoft.Intune_EpmPolicy_Read'] }] },
]
const [inScope] = places
const bind = `https://graph.microsoft.com/beta/deviceManagement/roleDefinitions('${inScope ? idOf('role', inScope) : ''}')`
const renamed = { body: { displayName: 'Another name' }, headers: version1 }
const tag = { params: { id: '1' } }

/** Who reads and changes roles, assignments and scope tags (epm-behaviour 10.1 and 11). */
export const roleRows = {
  roleDefinitionList: { needs: read, ...shownAs('role'), ...plain() },
  roleDefinitionGet: { needs: read, ...hidden, ...one('role') },
  roleDefinitionAssignmentList: { needs: read, ...hidden, ...one('role') },
  roleDefinitionCreate: {
    needs: 'Roles_Create',
    ...change,
    ...givesReading,
    ...plain({ body: { displayName: 'Readers', rolePermissions: permissions } }),
  },
  roleDefinitionUpdate: { needs: 'Roles_Update', ...change, ...hidden, ...one('role', renamed) },
  roleDefinitionDelete: {
    needs: 'Roles_Delete',
    ...change,
    ...hidden,
    ...one('spare role', { headers: version1 }),
  },
  roleAssignmentList: { needs: read, ...shownAs('assignment'), ...plain() },
  roleAssignmentGet: { needs: read, ...hidden, ...one('assignment') },
  roleAssignmentCreate: {
    needs: 'Roles_Assign',
    ...change,
    ...givesReading,
    ...plain({
      body: {
        displayName: 'Readers of EMEA',
        members: [guid('group')],
        roleScopeTagIds: ['1'],
        'roleDefinition@odata.bind': bind,
      },
    }),
  },
  roleAssignmentUpdate: {
    needs: 'Roles_Assign',
    ...change,
    ...hidden,
    ...one('assignment', renamed),
  },
  roleAssignmentDelete: {
    needs: 'Roles_Assign',
    ...change,
    ...hidden,
    ...one('assignment', { headers: version1 }),
  },
  userRights: { needs: read, ...plain({ params: { id: guid('employee') } }) },
  resourceOperationList: { needs: signedIn, ...plain() },
  assignedRoleDetails: { needs: signedIn, ...plain() },
  myRights: { needs: signedIn, ...plain() },

  scopeTagList: { needs: signedIn, ...plain() },
  scopeTagGet: { needs: signedIn, ...plain(tag) },
  scopeTagAssignmentList: { needs: read, ...plain(tag) },
  scopeTagCreate: {
    needs: 'Roles_Create',
    ...change,
    ...plain({ body: { displayName: 'Asia' } }),
  },
  scopeTagUpdate: {
    needs: 'Roles_Update',
    ...change,
    rule: ({ place }) => (place.scope === 'in' ? null : 403),
    call: ({ place }) => ({ params: { id: tagOf(place)[0] ?? '' }, ...renamed }),
  },
  scopeTagAssign: {
    needs: 'Roles_Update',
    ...change,
    rule: ({ place }) => (place.scope === 'in' ? null : 403),
    call: ({ place }) => ({
      params: { id: tagOf(place)[0] ?? '' },
      headers: version1,
      body: { assignments: [] },
    }),
  },
  scopeTagDelete: {
    needs: 'Roles_Delete',
    ...change,
    // One's own tag is on things; another's is not one's to take away, and what it is on is not told.
    rule: ({ place }) => (place.scope === 'in' ? 409 : 403),
    call: ({ place }) => ({ params: { id: tagOf(place)[0] ?? '' }, headers: version1 }),
  },
  groupUserList: { needs: signedIn, ...plain({ params: { id: guid('group') } }) },
} satisfies Partial<Record<EndpointName, Row>>
