/** What an activity is called when it was done, and when it was refused. */
type Words = { done: string; doing: string }

const both = (done: string, doing: string): Words => ({ done, doing })
const reading = (what: string): Words => both(`Read ${what}`, `reading ${what}`)

const policy = 'DeviceManagementConfigurationPolicy'
const reusable = 'DeviceManagementReusablePolicySetting'
/** A report that was asked for: to save it as a file, or by a page that shows it. */
export const exportJob = 'Create DeviceManagementExportJob'

/** The activity types that the embedded service writes, as Graph would name them. */
const known: Readonly<Record<string, Words>> = {
  [`Create ${policy}`]: both('Created policy', 'creating a policy'),
  [`Patch ${policy}`]: both('Changed policy', 'changing a policy'),
  [`Assign ${policy}`]: both('Assigned policy', 'assigning a policy'),
  [`Delete ${policy}`]: both('Deleted policy', 'deleting a policy'),
  [`createCopy ${policy}`]: both('Copied policy', 'copying a policy'),
  [`Restore ${policy}`]: both('Restored version of policy', 'restoring a version of a policy'),
  [`Import ${policy}`]: both('Imported policies', 'importing policies'),
  [`Export ${policy}`]: both('Exported policies', 'exporting policies'),
  [`Get ${policy}`]: reading('policies'),
  [`Create ${reusable}`]: both('Created reusable setting', 'creating a reusable setting'),
  [`Patch ${reusable}`]: both('Changed reusable setting', 'changing a reusable setting'),
  [`Delete ${reusable}`]: both('Deleted reusable setting', 'deleting a reusable setting'),
  [`Get ${reusable}`]: reading('reusable settings'),
  'Create PrivilegeManagementElevation': both('Reported elevation', 'reporting an elevation'),
  'Get PrivilegeManagementElevation': reading('elevations'),
  'Delete PrivilegeManagementElevation': both('Dropped old elevations', 'dropping old elevations'),
  'Create ElevationRequest': both('Asked for elevation', 'asking for elevation'),
  'Approve ElevationRequest': both('Approved elevation request', 'approving an elevation request'),
  'Deny ElevationRequest': both('Denied elevation request', 'denying an elevation request'),
  'Revoke ElevationRequest': both('Revoked approval', 'revoking an approval'),
  'Expire ElevationRequest': both('Elevation request expired', 'ending an elevation request'),
  'Complete ElevationRequest': both(
    'Completed elevation request',
    'completing an elevation request',
  ),
  'Get ElevationRequest': reading('elevation requests'),
  'Enable-ElevatedAccessControl': both(
    'Set privileged access',
    'changing the settings of privileged access',
  ),
  'Disable-ElevatedAccessControl': both(
    'Turned privileged access off',
    'turning privileged access off',
  ),
  'New-ElevatedAccessApprovalPolicy': both('Created access policy', 'creating an access policy'),
  'Set-ElevatedAccessApprovalPolicy': both('Changed access policy', 'changing an access policy'),
  'Remove-ElevatedAccessApprovalPolicy': both('Removed access policy', 'removing an access policy'),
  'New-ElevatedAccessRequest': both('Asked for access', 'asking for access'),
  'Approve-ElevatedAccessRequest': both('Approved access', 'approving access'),
  'Deny-ElevatedAccessRequest': both('Denied access', 'denying access'),
  'Revoke-ElevatedAccessAuthorization': both('Revoked access', 'revoking access'),
  'Expire ElevatedAccessRequest': both('Access request expired', 'ending an access request'),
  'Execute ElevatedAccessTask': both('Used privileged access', 'using privileged access'),
  'New-DistributionGroup': both('Created approvers’ group', 'creating an approvers’ group'),
  'Add-DistributionGroupMember': both('Added approver', 'adding an approver'),
  'Remove-DistributionGroupMember': both('Removed approver', 'removing an approver'),
  [exportJob]: both('Exported report', 'exporting a report'),
  'Get DeviceManagementExportJob': reading('reports'),
  'Get ManagedDevice': reading('devices'),
  'Get AuditEvent': reading('audit logs'),
  'Get Directory': reading('users, groups and tags'),
  'Sign in': both('Signed in', 'signing in'),
  'Sign out': both('Signed out', 'signing out'),
  'Sign out everywhere': both('Signed out everywhere', 'signing out everywhere'),
  'End Session': both('Ended a session', 'ending a session'),
  'Check in': both('Device checked in', 'the check-in of a device'),
  'Create Token': both('Created token', 'creating a token'),
  'Revoke Token': both('Revoked token', 'revoking a token'),
  'Export AuditEvent': both('Exported audit logs', 'exporting audit logs'),
  'Restore Database': both('Restored a backup', 'restoring a backup'),
  'Accept AuditChain': both('Accepted the log as it is', 'accepting the log as it is'),
  'Create RoleAssignment': both('Gave a role', 'giving a role'),
  'Patch RoleAssignment': both('Changed who has a role', 'changing who has a role'),
  'Delete RoleAssignment': both('Took a role away', 'taking a role away'),
  'Create RoleDefinition': both('Created role', 'creating a role'),
  'Patch RoleDefinition': both('Changed role', 'changing a role'),
  'Delete RoleDefinition': both('Deleted role', 'deleting a role'),
  'Patch User': both('Changed who may sign in', 'changing who may sign in'),
  'Create RoleScopeTag': both('Created scope tag', 'creating a scope tag'),
  'Patch RoleScopeTag': both('Changed scope tag', 'changing a scope tag'),
  'Delete RoleScopeTag': both('Deleted scope tag', 'deleting a scope tag'),
  'Assign RoleScopeTag': both('Put scope tag on groups', 'putting a scope tag on groups'),
}

/** Every activity that has words of its own. */
export const knownActivityTypes: readonly string[] = Object.keys(known)

/** "Changed policy", or "Refused: changing a policy"; null for an activity that the service does not write. */
export const knownActivity = (activityType: string, refused: boolean): string | null => {
  const words = wordsOf(activityType)
  if (words === null) return null
  return refused ? `Refused: ${words.doing}` : words.done
}

const wordsOf = (activityType: string): Words | null =>
  Object.hasOwn(known, activityType) ? (known[activityType] ?? null) : null

/**
 * The activities whose words, done or refused, hold this text, whatever the case. One or two letters stand in nearly all of them
 * and have to be a word.
 */
export const activitiesWith = (text: string): string[] => {
  const wanted = text.toLowerCase()
  const holds = (label: string) =>
    wanted.length > 2 ? label.includes(wanted) : label.split(' ').includes(wanted)
  return knownActivityTypes.filter((type) => {
    const words = wordsOf(type)
    const read = type === exportJob ? wordsOf('Get DeviceManagementExportJob') : null
    return [words?.done, words?.doing, read?.done].some((said) => holds(said?.toLowerCase() ?? ''))
  })
}

type Recorded = {
  activityType: string
  refused: boolean
  /** The modified properties of the record. */
  properties: readonly {
    displayName?: string | null | undefined
    newValue?: string | null | undefined
  }[]
}

/** As `knownActivity`; a report asked for as JSON is what a page shows, and CSV is what one keeps. */
export const recordedActivity = ({ activityType, refused, properties }: Recorded) =>
  activityType === exportJob &&
  properties.some(({ displayName, newValue }) => displayName === 'format' && newValue === 'json')
    ? knownActivity('Get DeviceManagementExportJob', refused)
    : knownActivity(activityType, refused)
