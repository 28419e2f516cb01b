import { uuidOf } from '../ids.ts'
import { peopleRoleAssignments } from '../people.ts'
import { customRole, roleDefinitions, roles } from '../roles.ts'
import type { World } from '../world.ts'
import { groupIds } from './groups.ts'

/** A custom role besides those of the sample people. */
const reportsViewer = customRole({
  name: 'Elevation Reports Viewer',
  description: 'Reads the reports on elevations and the audit logs, and no policies.',
  actions: ['Microsoft.Intune_EpmPolicy_ViewReports', 'Microsoft.Intune_Audit_Read'],
})

export const sampleRoleDefinitions: World['roleDefinitions'] = [...roleDefinitions, reportsViewer]

type Assignment = World['roleAssignments'][number]
const assignment = (
  name: string,
  facts: Omit<Assignment, 'id' | 'displayName' | 'scopeType'>,
): Assignment => ({
  id: uuidOf(`role assignment ${name}`),
  displayName: name,
  scopeType: 'resourceScope',
  ...facts,
})

/** Roles given to groups, each within a scope, beside those of the sample people over the whole tenant. */
export const sampleRoleAssignments: World['roleAssignments'] = [
  ...peopleRoleAssignments,
  assignment('Service desk Americas', {
    description: 'Decides what is asked for on devices with the tag Americas',
    roleDefinitionId: roles.requestsApprover.id,
    members: [groupIds.serviceDeskAmericas],
    scopeTagIds: ['2'],
  }),
  assignment('Application packagers EMEA', {
    description: 'Writes policies with the tag EMEA, and assigns them to Engineering and Sales',
    roleDefinitionId: roles.policyAuthor.id,
    members: [groupIds.packagersEmea],
    scopeTagIds: ['1'],
    scopeMembers: [groupIds.engineering, groupIds.sales],
  }),
  assignment('Workshop leads', {
    description: 'See what happens on the shop floor, in both regions',
    roleDefinitionId: roles.privilegeReader.id,
    members: [groupIds.workshopLeads],
    scopeTagIds: ['3'],
  }),
  assignment('Internal audit', {
    description: 'Reports and audit logs of the whole tenant',
    roleDefinitionId: reportsViewer.id,
    members: [groupIds.internalAudit],
    scopeTagIds: [],
  }),
]
