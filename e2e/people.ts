import { samplePeople } from '#worlds/people.ts'

/** The sample people by the part before the @; an unknown name is a type error. */
export type Person =
  | 'intune.admin'
  | 'epm.manager'
  | 'epm.reader'
  | 'security.manager'
  | 'readonly.operator'
  | 'requests.approver'
  | 'policy.author'
  | 'exchange.admin'
  | 'role.admin'
  | 'no.role'

export const upnOf = (person: Person) => `${person}@contoso.example`
export const peopleUpns = samplePeople.map(({ userPrincipalName }) => userPrincipalName)

/** What the sign-in page calls them. */
export const displayNameOf = (person: Person): string => {
  const found = samplePeople.find(({ userPrincipalName }) => userPrincipalName === upnOf(person))
  if (!found) throw new Error(`There is no sample person ${person}.`)
  return found.displayName
}
