import { uuidOf } from '../ids.ts'
import type { World } from '../world.ts'
import type { SampleDevice } from './devices.ts'
import { employees, type Department } from './users.ts'

type WorldGroup = World['groups'][number]

export const groupIds = {
  engineering: uuidOf('group Engineering'),
  finance: uuidOf('group Finance'),
  sales: uuidOf('group Sales'),
  workshop: uuidOf('group Workshop'),
  support: uuidOf('group IT Support'),
  contractors: uuidOf('group Contractors'),
  kiosks: uuidOf('group Kiosk devices'),
  designStations: uuidOf('group CAD workstations'),
  serviceDeskAmericas: uuidOf('group Service desk Americas'),
  packagersEmea: uuidOf('group Application packagers EMEA'),
  workshopLeads: uuidOf('group Workshop leads'),
  internalAudit: uuidOf('group Internal audit'),
} as const

const ofDepartment = (id: string, department: Department, description: string): WorldGroup => ({
  id,
  displayName: department,
  description,
  securityEnabled: true,
  groupTypes: [],
  membershipRule: null,
  memberIds: employees
    .filter((employee) => employee.department === department)
    .map((employee) => employee.id),
})

const named = (devices: readonly SampleDevice[], part: string) =>
  devices.filter((device) => device.deviceName.includes(part)).map((device) => device.id)

/** A group of administrators: roles are given to these. */
const ofAdmins = (
  id: string,
  displayName: string,
  description: string,
  aliases: readonly string[],
): WorldGroup => ({
  id,
  displayName,
  description,
  securityEnabled: true,
  groupTypes: [],
  membershipRule: null,
  memberIds: aliases.map((alias) => uuidOf(`user ${alias}`)),
})

/** Six groups of users, four of administrators, one assigned and one dynamic group of devices. */
export const sampleGroups = (devices: readonly SampleDevice[]): WorldGroup[] => [
  ofDepartment(groupIds.engineering, 'Engineering', 'Everyone who builds or tests our products'),
  ofDepartment(groupIds.finance, 'Finance', 'Controlling, payroll, tax and procurement'),
  ofDepartment(groupIds.sales, 'Sales', 'Sales and customer success, all regions'),
  ofDepartment(groupIds.workshop, 'Workshop', 'People at the machines in Gothenburg and Curitiba'),
  ofDepartment(groupIds.support, 'IT Support', 'Service desk and field support'),
  ofDepartment(groupIds.contractors, 'Contractors', 'External people with a contract end date'),
  ofAdmins(
    groupIds.serviceDeskAmericas,
    'Service desk Americas',
    'Decides elevation requests in Toronto, Denver and Curitiba',
    ['jasmine.cole', 'rodrigo.alves'],
  ),
  ofAdmins(
    groupIds.packagersEmea,
    'Application packagers EMEA',
    'Writes elevation rules for London, Berlin and Gothenburg',
    ['viktor.horvat'],
  ),
  ofAdmins(groupIds.workshopLeads, 'Workshop leads', 'Watches the machines on the shop floor', [
    'mikael.aalto',
    'rosa.lima',
  ]),
  ofAdmins(groupIds.internalAudit, 'Internal audit', 'Reads reports and the audit logs', [
    'isla.macleod',
  ]),
  {
    id: groupIds.kiosks,
    displayName: 'Kiosk devices',
    description: 'Reception and meeting-room devices without a primary user',
    securityEnabled: true,
    groupTypes: [],
    membershipRule: null,
    memberIds: named(devices, '-KIOSK-'),
  },
  {
    id: groupIds.designStations,
    displayName: 'CAD workstations',
    description: 'Follows the device name; changes can take hours to arrive',
    securityEnabled: true,
    groupTypes: ['DynamicMembership'],
    membershipRule: '(device.displayName -contains "-CAD-")',
    memberIds: named(devices, '-CAD-'),
  },
]
