import type { User } from '#contract/directory.ts'

import { uuidOf } from './ids.ts'
import { roles } from './roles.ts'
import type { World } from './world.ts'

type RoleKey = keyof typeof roles
type Person = {
  alias: string
  displayName: string
  jobTitle: string
  role: RoleKey | null
  description: string
}

/** One person per role; the sign-in page of the sample tenant offers them. */
const people: readonly Person[] = [
  {
    alias: 'intune.admin',
    displayName: 'Astrid Halvorsen',
    jobTitle: 'Endpoint platform lead',
    role: 'intuneAdministrator',
    description: 'Sees and changes everything in this console.',
  },
  {
    alias: 'epm.manager',
    displayName: 'Rafael Quintana',
    jobTitle: 'Privilege management engineer',
    role: 'privilegeManager',
    description:
      'Writes policies, rules and reusable settings, decides elevation requests and sees devices.',
  },
  {
    alias: 'epm.reader',
    displayName: 'Mei-Ling Tan',
    jobTitle: 'Security analyst',
    role: 'privilegeReader',
    description:
      'Reads policies, reusable settings, elevation requests and devices, and changes nothing.',
  },
  {
    alias: 'security.manager',
    displayName: 'Samuel Adeyemi',
    jobTitle: 'Endpoint security manager',
    role: 'securityManager',
    description:
      'Writes policies, decides elevation requests, and reads devices and the audit logs.',
  },
  {
    alias: 'readonly.operator',
    displayName: 'Ingrid Vogel',
    jobTitle: 'Internal auditor',
    role: 'readOnlyOperator',
    description: 'Sees every page including the audit logs, and changes nothing.',
  },
  {
    alias: 'requests.approver',
    displayName: 'Tomás Ferreira',
    jobTitle: 'Service desk lead',
    role: 'requestsApprover',
    description: 'Approves and denies elevation requests, and sees devices but no policies.',
  },
  {
    alias: 'policy.author',
    displayName: 'Noor Al-Khatib',
    jobTitle: 'Application packaging engineer',
    role: 'policyAuthor',
    description:
      'Writes and assigns policies and reusable settings, but sees no requests, devices or audit logs.',
  },
  {
    alias: 'exchange.admin',
    displayName: 'Lorenzo Bianchi',
    jobTitle: 'Messaging administrator',
    role: 'exchangeAdministrator',
    description:
      'Manages privileged access for Microsoft 365 and answers its requests, and nothing else.',
  },
  {
    alias: 'role.admin',
    displayName: 'Henrik Sandqvist',
    jobTitle: 'Identity administrator',
    role: 'roleAdministrator',
    description:
      'Manages custom roles, scope tags and who has which role, but sees no policies, requests or devices.',
  },
  {
    alias: 'no.role',
    displayName: 'Priya Raman',
    jobTitle: 'Product designer',
    role: null,
    description: 'Has no role: may ask for privileged access, and nothing else.',
  },
]

export const domainName = 'contoso.example'

/** The user of an alias such as `epm.manager`, the same in every world. */
export const userOf = (
  alias: string,
  displayName: string,
  jobTitle: string,
  department: string,
): User & { id: string; userPrincipalName: string; displayName: string } => ({
  id: uuidOf(`user ${alias}`),
  displayName,
  userPrincipalName: `${alias}@${domainName}`,
  mail: `${alias}@${domainName}`,
  jobTitle,
  department,
  accountEnabled: true,
})

/** The sample people as users, one per role, in the order of the sign-in page. */
export const peopleUsers = people.map((person) =>
  userOf(person.alias, person.displayName, person.jobTitle, 'Information technology'),
)

export const samplePeople: World['samplePeople'] = people.map((person) => ({
  userPrincipalName: `${person.alias}@${domainName}`,
  displayName: person.displayName,
  role: person.role === null ? 'No role' : roles[person.role].displayName,
  description: person.description,
}))

/** Each sample person's role, over the whole tenant. */
export const peopleRoleAssignments: World['roleAssignments'] = people.flatMap((person) =>
  person.role === null
    ? []
    : [
        {
          id: uuidOf(`role assignment ${person.alias}`),
          displayName: `${roles[person.role].displayName}: ${person.displayName}`,
          roleDefinitionId: roles[person.role].id,
          members: [uuidOf(`user ${person.alias}`)],
          scopeTagIds: [],
        },
      ],
)
