const action = (name: string) => `Microsoft.Intune_${name}`
const json = (actions: readonly string[]) => JSON.stringify(actions.map(action))

const authoring = ['Read', 'Create', 'Update', 'Delete', 'Assign', 'ViewReports']
const everyEpmRight = [...authoring, 'ViewElevationRequests', 'ModifyElevationRequests'].map(
  (right) => `EpmPolicy_${right}`,
)

/** Built-in roles that hold more than the rows of before say (epm-behaviour 10.2). */
const grown: readonly (readonly [role: string, actions: readonly string[]])[] = [
  [
    'Endpoint Privilege Manager',
    [
      ...everyEpmRight,
      'ManagedDevices_Read',
      'Organization_Read',
      ...['Read', 'Create', 'Update', 'Delete'].map((right) => `AdminTasks_${right}`),
    ],
  ],
  [
    'Endpoint Security Manager',
    [
      ...everyEpmRight,
      'ManagedDevices_Read',
      'Organization_Read',
      'Audit_Read',
      'Roles_Read',
      'AssignmentFilter_Read',
    ],
  ],
]

/**
 * What roles, assignments and scope tags need once they can be changed. Assignments of before could target every group, and
 * still can. The help desk role is new to tenants that have roles; an empty database gets it with its first content.
 */
export const roles: readonly string[] = [
  "alter table role_definitions add column description text not null default ''",
  `alter table role_definitions add column scope_tags_json text not null default '["0"]'`,
  'alter table role_definitions add column version integer not null default 1',
  "update role_definitions set scope_tags_json = '[]' where is_built_in = 1",
  'alter table role_definitions drop column resource',
  "alter table role_assignments add column description text not null default ''",
  `alter table role_assignments add column scope_type text not null default 'allDevicesAndLicensedUsers'`,
  "alter table role_assignments add column scope_members_json text not null default '[]'",
  'alter table role_assignments add column version integer not null default 1',
  'alter table scope_tags add column version integer not null default 1',
  'create index role_assignments_definition on role_assignments (role_definition_id)',
  ...grown.map(
    ([role, actions]) =>
      `update role_definitions set actions_json = '${json(actions)}'
          where is_built_in = 1 and display_name = '${role}'`,
  ),
  `insert into role_definitions (id, display_name, is_built_in, actions_json, scope_tags_json)
      select '9e0cc482-82df-4ab2-a24c-0c23a3f52e1e', 'Help Desk Operator', 1,
        '${json(['Audit_Read', 'AdminTasks_Read'])}', '[]'
      where exists (select 1 from role_definitions)`,
]
