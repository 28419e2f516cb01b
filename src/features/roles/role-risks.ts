/** What is worth knowing before a right is given, in words. `strong`: it lets programs run as administrator. */
export type RoleCaution = { id: string; strong: boolean; message: string }

const epm = (name: string) => `Microsoft.Intune_EpmPolicy_${name}`
const roles = (name: string) => `Microsoft.Intune_Roles_${name}`

/** What the rights of a role mean together, and which of them are of no use without another. */
export const roleCautions = (actions: readonly string[]): readonly RoleCaution[] => {
  const all = actions.includes('*')
  const has = (action: string) => all || actions.includes(action)
  const found: (RoleCaution | false)[] = [
    all && {
      id: 'everything',
      strong: true,
      message: 'It has every right, whatever the scope tags: of policies, requests and roles.',
    },
    has(epm('ModifyElevationRequests')) && {
      id: 'decide',
      strong: true,
      message:
        'It approves elevation requests: what somebody with it approves runs as administrator on the device of whoever asked.',
    },
    has(epm('Update')) && {
      id: 'update',
      strong: true,
      message:
        'It changes policies, also those that are assigned already: a rule that is added to one lets a file run as administrator on every device the policy reaches.',
    },
    has(epm('Create')) &&
      has(epm('Assign')) && {
        id: 'assign',
        strong: true,
        message:
          'It creates policies and assigns them: with both, files run as administrator without anybody else having looked at the rule.',
      },
    (has(roles('Assign')) || has(roles('Update'))) && {
      id: 'roles',
      strong: true,
      message: 'It changes who may do what.',
    },
    !has(epm('Read')) &&
      ['Create', 'Update', 'Delete', 'Assign'].some((name) => has(epm(name))) && {
        id: 'noRead',
        strong: false,
        message:
          'Without Read of Policy Authoring the page Policies stays closed, so the other rights over policies cannot be used in this console.',
      },
    has(epm('ModifyElevationRequests')) &&
      !has(epm('ViewElevationRequests')) && {
        id: 'noView',
        strong: false,
        message:
          'Without View elevation requests the requests are not shown, so none can be approved or denied in this console.',
      },
    has(epm('ViewElevationRequests')) &&
      !has('Microsoft.Intune_ManagedDevices_Read') && {
        id: 'noDevices',
        strong: false,
        message: has(epm('ModifyElevationRequests'))
          ? 'Without “Managed devices: Read” the device of a request is not shown: whether it is compliant has to be decided unseen.'
          : 'Without “Managed devices: Read” the device of a request is not shown.',
      },
    ['Create', 'Update', 'Delete', 'Assign'].some((name) => has(roles(name))) &&
      !has(roles('Read')) && {
        id: 'noRolesRead',
        strong: false,
        message:
          'Without Roles: Read the page Roles stays closed, so the other rights over roles cannot be used in this console.',
      },
  ]
  return found.filter((each) => each !== false)
}

const things: readonly { name: string; actions: readonly string[] }[] = [
  { name: 'policy', actions: ['Read', 'Create', 'Update', 'Delete', 'Assign'].map(epm) },
  { name: 'request', actions: [epm('ViewElevationRequests'), epm('ModifyElevationRequests')] },
  { name: 'report', actions: [epm('ViewReports')] },
  { name: 'device', actions: ['Microsoft.Intune_ManagedDevices_Read'] },
  { name: 'audit record', actions: ['Microsoft.Intune_Audit_Read'] },
  { name: 'role', actions: ['Read', 'Create', 'Update', 'Delete', 'Assign'].map(roles) },
  { name: 'scope tag', actions: ['Read', 'Create', 'Update', 'Delete', 'Assign'].map(roles) },
]

/** Of the tenant itself, which has no tags. */
const untagged = 'Microsoft.Intune_Organization_Read'

/** ": every policy and device", only of what the rights are over. */
const everyThing = (actions: readonly string[]): string => {
  const names = things
    .filter((each) => actions.includes('*') || each.actions.some((one) => actions.includes(one)))
    .map(({ name }) => name)
  if (names.length === 0) return ' that it has rights over'
  const others = actions.some(
    (action) => action !== untagged && !things.some((each) => each.actions.includes(action)),
  )
  const all = others ? [...names, 'other thing that it has rights over'] : names
  const last = all.at(-1) ?? ''
  return all.length === 1 ? `: every ${last}` : `: every ${all.slice(0, -1).join(', ')} and ${last}`
}

type Reach = {
  actions: readonly string[]
  members: readonly string[]
  tags: readonly string[]
  /** Groups that policies may be assigned to; null is everybody. */
  scopeGroups: readonly string[] | null
}

/** What an assignment means beyond its role. */
export const assignmentCautions = ({
  actions,
  members,
  tags,
  scopeGroups,
}: Reach): readonly RoleCaution[] => {
  const assigns = actions.includes('*') || actions.includes(epm('Assign'))
  const found: (RoleCaution | false)[] = [
    tags.length === 0 && {
      id: 'everywhere',
      strong: true,
      message: `Without scope tags the role holds for everything${everyThing(actions)}, in every region.`,
    },
    members.length === 0 && {
      id: 'nobody',
      strong: false,
      message: 'Without members the assignment gives the role to nobody.',
    },
    assigns &&
      scopeGroups === null && {
        id: 'anybody',
        strong: true,
        message: 'Policies can be assigned to all users and all devices under it.',
      },
    assigns &&
      scopeGroups !== null &&
      scopeGroups.length === 0 && {
        id: 'noGroup',
        strong: false,
        message:
          'Without scope groups no policy can be assigned to a group under it, although the role has the right to assign.',
      },
  ]
  return found.filter((each) => each !== false)
}
