import { existsSync, readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import auditAndRights from './examples/audit-and-rights.json'
import directory from './examples/directory.json'
import elevationRequests from './examples/elevation-requests.json'
import elevations from './examples/elevations.json'
import epm from './examples/epm.json'
import exportJobs from './examples/export-jobs.json'
import pam from './examples/pam.json'
import policies from './examples/policies.json'
import reusableSettings from './examples/reusable-settings.json'
import roles from './examples/roles.json'
import tokens from './examples/tokens.json'
import { AuditEvent } from './audit.ts'
import { ElevationRequest } from './elevation-requests.ts'
import { Elevation } from './elevations.ts'
import { endpoints, type EndpointName } from './endpoints.ts'
import { GraphError } from './errors.ts'
import { listOf } from './odata.ts'
import { ConfigurationPolicyBody, ConfigurationPolicyListItem } from './policies.ts'
import { ReusablePolicySetting } from './reusable-settings.ts'
import type { z } from './zod.ts'

type Example = { endpoint: string; source: string; request?: unknown; response?: unknown }
const examples: Example[] = [
  ...elevationRequests,
  ...elevations,
  ...policies,
  ...reusableSettings,
  ...directory,
  ...auditAndRights,
  ...epm,
  ...exportJobs,
  ...roles,
  ...tokens,
  ...pam,
]
const names = Object.keys(endpoints) as EndpointName[]
const find = (name: string) => endpoints[name as EndpointName]

describe('golden examples', () => {
  it.each(examples.map((example) => [example.endpoint, example.source, example] as const))(
    '%s (%s) parses and loses nothing',
    (name, _source, example) => {
      const row = find(name)
      if (row.body) expect(row.body.parse(example.request)).toEqual(example.request)
      if (row.response) {
        const parsed = row.response.parse(example.response)
        const unwrapped = /Approve|Deny|Revoke/.test(name)
          ? ((example.response as { value?: unknown }).value ?? example.response)
          : example.response
        expect(parsed).toEqual(unwrapped)
      } else expect(example.response).toBeUndefined()
    },
  )

  it('cover every endpoint', () => {
    const covered = new Set(examples.map((example) => example.endpoint))
    expect(names.filter((name) => !covered.has(name))).toEqual([])
  })
})

describe('endpoint table', () => {
  it('has one row per method and path', () => {
    const keys = names.map((name) => `${endpoints[name].method} ${endpoints[name].path}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('takes bodies strictly: an unknown property is refused', () => {
    for (const name of names) {
      const { body } = endpoints[name]
      if (!body) continue
      const example = examples.find((each) => each.endpoint === name && each.request)
      const sent = { ...(example?.request as object), status: 'approved' }
      expect(body.safeParse(sent).success, name).toBe(false)
    }
  })

  it('takes answers tolerantly: a new property is kept', () => {
    const parsed = ElevationRequest.parse({
      ...(elevationRequests[3] as { response: object }).response,
      newByMicrosoft: 1,
    })
    expect(parsed).toMatchObject({ newByMicrosoft: 1 })
  })
})

const fixtures = new URL('../../shared/fixtures/graph/', import.meta.url)
const real: [string, z.ZodType][] = [
  ['elevationRequests-list.graph-docs.json', listOf(ElevationRequest)],
  ['privilegeManagementElevations-list.graph-docs.json', listOf(Elevation)],
  ['configurationPolicies-list-page.live.json', listOf(ConfigurationPolicyListItem)],
  ['auditEvent-policy-assignment.live.json', AuditEvent],
  ['error-400-segment.live.json', GraphError],
  ['policy-rules.mve-six-rules.json', ConfigurationPolicyBody.partial()],
  ['policy-settings.terraform-user-confirmation.json', ConfigurationPolicyBody.partial()],
  ['reusablePolicySetting.pem-app1.json', ReusablePolicySetting.partial()],
]

// Files outside the repository: used when they are there, and the run says so when they are not.
describe.skipIf(!existsSync(fixtures))('real documents from ../shared/fixtures/graph', () => {
  it.each(real)('%s parses and loses nothing', (file, schema) => {
    const document: unknown = JSON.parse(readFileSync(new URL(file, fixtures), 'utf8'))
    expect(schema.parse(document)).toEqual(document)
  })
})
