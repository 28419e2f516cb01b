import type { EndpointName } from '#contract/endpoints.ts'

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
import { guid, idOf, places } from './world.spec-helper.ts'

const read = 'Roles_Read'
/** Changes of roles are refused for everybody until what nobody may gain by one is enforced. */
const notYet = { rule: () => 503 }

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
    ...notYet,
    ...plain({ body: { displayName: 'Readers', rolePermissions: permissions } }),
  },
  roleDefinitionUpdate: { needs: 'Roles_Update', ...change, ...notYet, ...one('role', renamed) },
  roleDefinitionDelete: {
    needs: 'Roles_Delete',
    ...change,
    ...notYet,
    ...one('role', { headers: version1 }),
  },
  roleAssignmentList: { needs: read, ...shownAs('assignment'), ...plain() },
  roleAssignmentGet: { needs: read, ...hidden, ...one('assignment') },
  roleAssignmentCreate: {
    needs: 'Roles_Assign',
    ...change,
    ...notYet,
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
    ...notYet,
    ...one('assignment', renamed),
  },
  roleAssignmentDelete: {
    needs: 'Roles_Assign',
    ...change,
    ...notYet,
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
    ...notYet,
    ...plain({ body: { displayName: 'Asia' } }),
  },
  scopeTagUpdate: { needs: 'Roles_Update', ...change, ...notYet, ...plain({ ...tag, ...renamed }) },
  scopeTagDelete: {
    needs: 'Roles_Delete',
    ...change,
    ...notYet,
    ...plain({ ...tag, headers: version1 }),
  },
  groupUserList: { needs: signedIn, ...plain({ params: { id: guid('group') } }) },
} satisfies Partial<Record<EndpointName, Row>>
