import { sql } from 'kysely'

import { AssignmentFilter } from '#contract/assignment-filters.ts'
import { complianceStates, Group, ManagedDevice, User } from '#contract/directory.ts'

import { allOf, type Condition } from '../../odata/compile-filter.ts'
import type { Fields } from '../../odata/fields.ts'
import { listPage, type Collection } from '../../odata/page.ts'
import { foldedAscii } from '../../store/fold.ts'
import { tagsOfDevices } from '../../store/scope-tag-groups.ts'
import { parseStored } from '../../store/parse-stored.ts'
import type { Db } from '../../store/schema.ts'
import { badRequest, notFound } from '../graph-failure.ts'
import type { Principal } from '../principal.ts'
import type { Context, Handlers, Reply } from '../types.ts'
import { listAnswer, narrowed } from './list-answer.ts'
import { throughDevice } from './scope.ts'

type Names =
  | 'groupList'
  | 'groupGet'
  | 'groupUserList'
  | 'userList'
  | 'userGet'
  | 'me'
  | 'assignmentFilterList'
  | 'deviceList'
  | 'deviceGet'

const groupFields: Fields = {
  id: { kind: 'id', column: 'groups.id' },
  displayName: { kind: 'text', column: 'groups.display_name' },
}
const userFields: Fields = {
  id: { kind: 'id', column: 'users.id' },
  displayName: { kind: 'text', column: 'users.display_name' },
  userPrincipalName: { kind: 'text', column: 'users.user_principal_name' },
  accountEnabled: { kind: 'boolean', column: 'users.enabled' },
}
export const byName = {
  defaultOrder: [{ path: 'displayName', descending: false }],
  pageSize: 50,
} as const

export const groups: Collection = {
  table: 'groups',
  columns: ['groups.resource'],
  properties: Object.keys(Group.shape),
  fields: groupFields,
  search: { kind: 'property', fields: groupFields },
  tieBreak: { kind: 'id', column: 'groups.id' },
  ...byName,
}
const users: Collection = {
  table: 'users',
  columns: ['users.resource'],
  properties: Object.keys(User.shape),
  fields: userFields,
  search: { kind: 'property', fields: userFields },
  tieBreak: { kind: 'id', column: 'users.id' },
  ...byName,
}
const assignmentFilters: Collection = {
  table: 'assignment_filters',
  columns: ['assignment_filters.resource'],
  properties: Object.keys(AssignmentFilter.shape),
  fields: {
    id: { kind: 'id', column: 'assignment_filters.id' },
    displayName: { kind: 'text', column: 'assignment_filters.display_name' },
    platform: { kind: 'text', column: 'assignment_filters.platform' },
  },
  search: { kind: 'text', columns: ['assignment_filters.display_name'] },
  tieBreak: { kind: 'id', column: 'assignment_filters.id' },
  ...byName,
}
const devices: Collection = {
  table: 'devices',
  columns: ['devices.resource'],
  properties: Object.keys(ManagedDevice.shape),
  fields: {
    id: { kind: 'id', column: 'devices.id' },
    deviceName: { kind: 'text', column: 'devices.device_name' },
    userId: { kind: 'id', column: 'devices.user_id', nullable: true },
    userPrincipalName: {
      kind: 'text',
      column: 'devices.user_principal_name',
      nullable: true,
    },
    operatingSystem: { kind: 'text', column: 'devices.operating_system' },
    complianceState: {
      kind: 'enum',
      column: 'devices.compliance_state',
      members: complianceStates,
    },
    lastSyncDateTime: { kind: 'date', column: 'devices.last_sync_at' },
  },
  sets: {
    roleScopeTagIds: {
      table: 'device_scope_tags',
      owner: 'device_scope_tags.device_id',
      value: 'device_scope_tags.scope_tag_id',
      of: 'devices.id',
    },
  },
  search: { kind: 'text', columns: ['devices.device_name', 'devices.user_principal_name'] },
  tieBreak: { kind: 'id', column: 'devices.id' },
  defaultOrder: [{ path: 'deviceName', descending: false }],
  pageSize: 50,
}

type Resource = Record<string, unknown>
type ListContext = Pick<Context, 'endpoint' | 'url' | 'deps'> & { principal: Principal }

/** A list of resources that are stored as they are shown. */
export const list = async (
  context: ListContext,
  collection: Collection,
  set: string,
  conditions: readonly Condition[] = [],
  shown: (resources: Resource[]) => Promise<Resource[]> = (resources) => Promise.resolve(resources),
): Promise<Reply> => {
  const { endpoint, principal, url, deps: source } = context
  const query = { collection, conditions, endpoint, principal, url, source }
  const page = await listPage<{ resource: string }>(query)
  const resources = await shown(page.rows.map((row) => parseStored.resource(row.resource)))
  const value = resources.map((resource) => narrowed(resource, page.options.select))
  return listAnswer(url, set, value, page)
}

/** Devices with the tags that they have now, which groups may have given them. */
const withTags = (db: Db) => async (resources: Resource[]) => {
  const idOf = (resource: Resource) => String(resource['id'])
  const tags = await tagsOfDevices(db, resources.map(idOf))
  return resources.map((resource) => ({ ...resource, roleScopeTagIds: tags(idOf(resource)) }))
}

/** Graph answers 400 to `$search` on directory objects without this header, which links do not remember. */
const checkConsistency = ({ url, request }: Pick<Context, 'url' | 'request'>) => {
  if (!url.searchParams.has('$search')) return
  if (request.headers.get('ConsistencyLevel')?.toLowerCase() === 'eventual') return
  throw badRequest('$search needs the header ConsistencyLevel: eventual.', '$search')
}

const one = async (
  db: Db,
  table: 'groups' | 'users' | 'devices',
  what: string,
  conditions: readonly Condition[],
): Promise<{ body: Resource }> => {
  const found = await sql<{ resource: string }>`
    select resource from ${sql.table(table)} where ${allOf(conditions)}`.execute(db)
  const [row] = found.rows
  if (!row) throw notFound(what)
  return { body: parseStored.resource(row.resource) }
}

export const directoryHandlers: Pick<Handlers, Names> = {
  groupList: async (context) => {
    checkConsistency(context)
    return list(context, groups, 'groups')
  },
  groupGet: ({ deps, params }) => one(deps.db, 'groups', 'The group', [sql`id = ${params.id}`]),

  groupUserList: async (context) => {
    checkConsistency(context)
    const { id } = context.params
    await one(context.deps.db, 'groups', 'The group', [sql`id = ${id}`])
    const isMember = sql<boolean>`exists (select 1 from group_members
      where group_members.group_id = ${id} and group_members.member_id = users.id
      and group_members.member_type = 'user')`
    return list(context, users, 'users', [isMember])
  },

  userList: async (context) => {
    checkConsistency(context)
    return list(context, users, 'users')
  },
  /** By id or by user principal name, as Graph. */
  userGet: ({ deps, params }) =>
    one(deps.db, 'users', 'The user', [
      sql`(id = ${params.id} or lower(user_principal_name) = ${foldedAscii(params.id)})`,
    ]),
  me: ({ deps, principal }) => one(deps.db, 'users', 'The user', [sql`id = ${principal.userId}`]),

  assignmentFilterList: (context) =>
    list(context, assignmentFilters, 'deviceManagement/assignmentFilters'),

  deviceList: (context) =>
    list(
      context,
      devices,
      'deviceManagement/managedDevices',
      throughDevice(context.principal, 'devices.id'),
      withTags(context.deps.db),
    ),
  deviceGet: async ({ deps, principal, params }) => {
    const { body } = await one(deps.db, 'devices', 'The device', [
      sql`id = ${params.id}`,
      ...throughDevice(principal, 'devices.id'),
    ])
    const [device] = await withTags(deps.db)([body])
    return { body: device }
  },
}
