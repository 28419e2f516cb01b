import { describe, expect, it } from 'vitest'

import { readListParams } from '#src/ui/table/list-params.ts'

import { policyKindOf, policyTypeLabels } from './policy-kind.ts'
import { policyListArgs, policyListSpec } from './policy-list.ts'

const queryOf = (address: string) =>
  policyListArgs(readListParams(policyListSpec, new URLSearchParams(address))).query
const family = "templateReference/templateFamily eq 'endpointSecurityEndpointPrivilegeManagement'"

describe('list of policies', () => {
  it('asks for all EPM policies by name, and names isAssigned', () => {
    const query = queryOf('')
    expect(query.$filter).toBe(family)
    expect(query.$orderby).toBe('name asc')
    expect(query.$select.split(',')).toContain('isAssigned')
  })

  it('filters by type, searches by name and sorts', () => {
    const query = queryOf("type=rules&search=it's&sort=lastModifiedDateTime:desc")
    expect(query.$filter).toBe(
      `${family} and templateReference/templateId eq 'cff02aad-51b1-498d-83ad-81161a393f56_1' and contains(name,'it''s')`,
    )
    expect(query.$orderby).toBe('lastModifiedDateTime desc')
  })

  it('filters and sorts by whether it is assigned', () => {
    const query = queryOf('assigned=no&sort=isAssigned:desc')
    expect(query.$filter).toBe(`${family} and isAssigned eq false`)
    expect(query.$orderby).toBe('isAssigned desc')
  })

  it('falls back when the address is nonsense', () => {
    expect(queryOf('type=evil&sort=id:desc')).toEqual(queryOf(''))
  })
})

describe('policy type', () => {
  const kind = (templateId: string) => policyKindOf({ templateReference: { templateId } })

  it('comes from the template, whatever its version', () => {
    expect(kind('e7dcaba4-959b-46ed-88f0-16ba39b14fd8_1')).toBe('settings')
    expect(kind('cff02aad-51b1-498d-83ad-81161a393f56_2')).toBe('rules')
    expect(policyTypeLabels[kind('cff02aad-51b1-498d-83ad-81161a393f56_2')]).toBe(
      'Elevation rules policy',
    )
  })

  it('is unknown for every other template, and without one', () => {
    expect(kind('11111111-1111-1111-1111-111111111111_1')).toBe('unknown')
    expect(policyKindOf({})).toBe('unknown')
  })
})
