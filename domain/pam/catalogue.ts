import type { PamAccessType } from '#contract/pam.ts'

import { exchangeNouns } from './exchange-cmdlets.ts'

/** What the well-known tasks do, in one sentence each: why one would want somebody to agree first. */
const taskNotes: Readonly<Record<string, string>> = {
  'New-MoveRequest': 'Starts moving a mailbox to another place, with everything in it.',
  'New-MigrationBatch': 'Starts moving many mailboxes into or out of the organisation.',
  'New-JournalRule': 'Copies messages of chosen people, or of everybody, to another mailbox.',
  'Set-JournalRule': 'Changes whose messages are copied and to where.',
  'New-TransportRule':
    'Changes, redirects or blocks messages of the organisation while they are on their way.',
  'Set-TransportRule': 'Changes a rule that acts on messages on their way.',
  'Disable-TransportRule': 'Stops a rule that acts on messages on their way, protection included.',
  'Remove-TransportRule': 'Deletes a rule that acts on messages on their way.',
  'New-InboxRule': 'Makes a rule in somebody’s mailbox, for example one that forwards their mail.',
  'New-MailboxSearch': 'Searches mailboxes or places them on hold.',
  'New-MailboxRestoreRequest': 'Puts the content of a deleted mailbox into another mailbox.',
  'Undo-SoftDeletedMailbox': 'Brings a deleted mailbox back.',
  'Add-MailboxPermission': 'Lets somebody open another person’s mailbox.',
  'Add-RecipientPermission': 'Lets somebody send mail in another person’s name.',
  'Add-MailboxFolderPermission':
    'Lets somebody read or change a folder in another person’s mailbox.',
  'Set-Mailbox': 'Changes a mailbox: where its mail is forwarded, its holds, its limits.',
  'Set-CASMailbox': 'Changes by which protocols a mailbox can be reached.',
  'Remove-Mailbox': 'Deletes a mailbox and the account with it.',
  'Add-RoleGroupMember': 'Gives somebody all rights of a role group.',
  'Update-RoleGroupMember': 'Replaces all members of a role group.',
  'New-ManagementRoleAssignment': 'Gives a role to a person, a group or a policy.',
  'New-RoleGroup': 'Makes a role group with rights of its own.',
  'Set-OrganizationConfig':
    'Changes settings that hold for all of Exchange Online in the organisation.',
  'Set-AdminAuditLogConfig': 'Changes what administrators’ actions leave in the audit log.',
  'Set-MailboxAuditBypassAssociation': 'Takes an account out of the auditing of mailboxes.',
  'New-InboundConnector':
    'Decides which outside servers may hand mail in, and how far they are trusted.',
  'New-OutboundConnector': 'Sends the organisation’s mail out through another server.',
  'Set-AcceptedDomain': 'Changes for which domains the organisation takes mail.',
  'Set-RemoteDomain': 'Changes what may be sent to another domain, automatic forwarding included.',
  'New-ApplicationAccessPolicy': 'Decides which mailboxes an application may reach.',
  'New-ServicePrincipal':
    'Makes an application known to Exchange Online, so that it can be given rights.',
  'Release-QuarantineMessage': 'Delivers a message that was held back as dangerous.',
  'Export-QuarantineMessage':
    'Saves a message that was held back, with whatever is attached to it.',
  'Set-HostedContentFilterPolicy': 'Changes what is treated as spam and what is done with it.',
  'Set-AntiPhishPolicy': 'Changes the protection against forged senders.',
  'Start-HistoricalSearch': 'Lists who sent messages to whom over the past months.',
}

const roleNotes: Readonly<Record<string, string>> = {
  'Address Lists': 'Address lists, the global address list and offline address books.',
  'Audit Logs': 'Settings of the audit logs, and searching them.',
  'Compliance Admin': 'Settings of compliance.',
  'Data Loss Prevention': 'Settings that keep sensitive content from being sent.',
  'Distribution Groups': 'Making and changing distribution groups, and their members.',
  'E-Mail Address Policies': 'Rules by which addresses are given to recipients.',
  'Federated Sharing': 'Sharing with other organisations.',
  'Information Rights Management': 'Protection of messages by rights.',
  Journaling: 'Rules that copy messages for the record.',
  'Legal Hold': 'Keeping the content of a mailbox for a legal case.',
  'Mail Enabled Public Folders': 'Whether public folders take mail.',
  'Mail Recipient Creation': 'Making mailboxes, mail users, contacts and groups.',
  'Mail Recipients': 'Changing mailboxes, mail users and contacts.',
  'Mail Tips': 'Hints shown before a message is sent.',
  'Mailbox Import Export': 'Taking content out of mailboxes and putting it in.',
  'Mailbox Search': 'Searching the content of mailboxes.',
  'Message Tracking': 'Following the way of messages.',
  Migration: 'Moving mailboxes into and out of the organisation.',
  'Move Mailboxes': 'Moving mailboxes.',
  'Organization Client Access': 'How clients may reach mailboxes.',
  'Organization Configuration': 'Settings of the whole organisation.',
  'Organization Transport Settings': 'Settings of mail flow in the whole organisation.',
  'Public Folders': 'Public folders.',
  'Recipient Policies': 'Policies that hold for recipients.',
  'Remote and Accepted Domains': 'Domains that mail is taken for or sent to.',
  'Reset Password': 'Setting passwords of users.',
  'Retention Management': 'How long content is kept.',
  'Role Management':
    'Role groups, role assignments and role policies: whoever has it can give any right.',
  'Security Admin': 'Settings of protection and security.',
  'Security Group Creation and Membership':
    'Making security groups that take mail, and their members.',
  'Security Reader': 'Reading settings of protection and security.',
  'Team Mailboxes': 'Site mailboxes.',
  'Transport Hygiene': 'Protection against spam and malware.',
  'Transport Rules': 'Rules that act on messages on their way.',
  'User Options': 'Settings that users could change themselves.',
  'View-Only Audit Logs': 'Searching the audit logs.',
  'View-Only Configuration': 'Reading all settings but those of recipients.',
  'View-Only Recipients': 'Reading settings of recipients.',
}

const roleGroupNotes: Readonly<Record<string, string>> = {
  'Compliance Management': 'Settings of compliance, data loss prevention and journaling.',
  'Discovery Management': 'Searching mailboxes and placing them on hold.',
  'Help Desk': 'Reading recipients and changing what users may change themselves.',
  'Hygiene Management': 'Protection against spam and malware.',
  'Organization Management': 'Nearly everything in Exchange Online, giving rights included.',
  'Recipient Management': 'Making and changing recipients and moving mailboxes.',
  'Records Management': 'Retention, journaling and rules of mail flow.',
  'Security Administrator': 'Settings of protection and security.',
  'Security Operator': 'Managing alerts, and reading settings of security.',
  'Security Reader': 'Reading settings of protection and security.',
  'View-Only Organization Management': 'Reading everything and changing nothing.',
}

export type CatalogueEntry = { name: string; note: string | null }

const entriesOf = (names: readonly string[], notes: Readonly<Record<string, string>>) =>
  names.map((name) => ({ name, note: notes[name] ?? null }))

const taskNames = Object.entries(exchangeNouns).flatMap(([verb, nouns]) =>
  nouns.split(' ').map((noun) => `${verb}-${noun}`),
)

/** What a policy can be about, by type. Roles and role groups of an organisation's own are not in it. */
export const catalogue: Readonly<Record<PamAccessType, readonly CatalogueEntry[]>> = {
  task: entriesOf(taskNames, taskNotes),
  role: entriesOf(Object.keys(roleNotes), roleNotes),
  roleGroup: entriesOf(Object.keys(roleGroupNotes), roleGroupNotes),
}

const byName = new Map(
  Object.entries(catalogue).flatMap(([type, entries]) =>
    entries.map((entry) => [`${type} ${entry.name.toLowerCase()}`, entry] as const),
  ),
)

/** The entry of that name, whatever its letter case; null when it is not known. */
export const knownAccess = (type: PamAccessType, name: string): CatalogueEntry | null =>
  byName.get(`${type} ${name.trim().toLowerCase()}`) ?? null

/** Why this cannot be the name of such a thing; null when it can. A name may be right and not in the catalogue. */
export const nameFault = (type: PamAccessType, name: string): string | null => {
  if (type === 'task' && !/^[A-Za-z]{2,32}-[A-Za-z][A-Za-z0-9]{1,95}$/.test(name)) {
    return 'A task is the name of one cmdlet, such as New-MoveRequest, without parameters.'
  }
  return /[\\"*]/.test(name) ? 'A name holds no backslash, quotation mark or asterisk.' : null
}

/** Those whose name holds every word, the ones that begin with the text first. */
export const findAccess = (type: PamAccessType, text: string, most = 50): CatalogueEntry[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const wanted = text.trim().toLowerCase()
  const rank = ({ name, note }: CatalogueEntry) =>
    (name.toLowerCase().startsWith(wanted) ? 0 : 2) + (note === null ? 1 : 0)
  return catalogue[type]
    .filter(({ name, note }) =>
      words.every((word) => `${name} ${note ?? ''}`.toLowerCase().includes(word)),
    )
    .toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name))
    .slice(0, most)
}

/** How Exchange writes what a policy is about. */
export const accessIdentity = (name: string): string => `Exchange\\${name}`
