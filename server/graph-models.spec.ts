import { GraphBetaRequestAdapter } from '@microsoft/msgraph-beta-sdk'
import * as models from '@microsoft/msgraph-beta-sdk/models/index.js'
import { beforeAll, expect, it } from 'vitest'

import { createTestApi, errorOf, type TestApi } from './api.spec-helper.ts'

/**
 * What a program writes with the writers of Microsoft's generated models (1.0.0-preview of the beta SDK for TypeScript). They write
 * flags as an empty text and of a derived type only what its base type has, so that a policy loses its rules on the way out.
 */
const adapter = new GraphBetaRequestAdapter({ authenticateRequest: () => Promise.resolve() })
type Factory = Parameters<
  ReturnType<
    ReturnType<GraphBetaRequestAdapter['getParseNodeFactory']>['getRootParseNode']
  >['getObjectValue']
>[0]
type Writer = ReturnType<
  ReturnType<GraphBetaRequestAdapter['getSerializationWriterFactory']>['getSerializationWriter']
>

/** Read and written by Microsoft's code: the object as it then goes over the wire. */
const written = (
  wire: unknown,
  factory: Factory,
  write: (writer: Writer, value: never) => void,
): Record<string, unknown> => {
  const bytes = new Uint8Array(Buffer.from(JSON.stringify(wire))).buffer
  const model = adapter
    .getParseNodeFactory()
    .getRootParseNode('application/json', bytes)
    .getObjectValue(factory)
  const writer = adapter.getSerializationWriterFactory().getSerializationWriter('application/json')
  writer.writeObjectValue('', model, write as never)
  return JSON.parse(new TextDecoder().decode(writer.getSerializedContent())) as Record<
    string,
    unknown
  >
}

const policies = '/deviceManagement/configurationPolicies'
const reusable = '/deviceManagement/reusablePolicySettings'
let test: TestApi
let headers: Record<string, string>
beforeAll(async () => {
  test = await createTestApi()
  headers = await test.asUser('intune.admin')
})
const read = async (path: string) =>
  (await (await test.call('GET', path, { headers })).json()) as Record<string, unknown>
const firstOf = async (path: string) => {
  const { value } = (await read(path)) as { value: { id: string }[] }
  return value[0]?.id ?? ''
}

it('a policy that lost its rules in the writer is refused and not stored without them', async () => {
  const wire = await read(`${policies}/${await firstOf(policies)}?$expand=settings`)
  const { name, description, platforms, technologies, templateReference, settings } = written(
    wire,
    models.createDeviceManagementConfigurationPolicyFromDiscriminatorValue,
    models.serializeDeviceManagementConfigurationPolicy,
  )
  expect([platforms, technologies]).toEqual(['', ''])
  expect(JSON.stringify(settings)).not.toContain('groupSettingCollectionValue')
  const count = await test.db.selectFrom('policies').select('id').execute()
  const answer = await test.call('POST', policies, {
    headers,
    body: {
      name,
      description,
      // What a program has to put right by hand.
      platforms: 'windows10',
      technologies: 'endpointPrivilegeManagement',
      templateReference: { templateId: (templateReference as { templateId: string }).templateId },
      settings,
    },
  })
  expect(answer.status).toBe(400)
  expect((await errorOf(answer)).message).toBe('Add at least one rule.')
  expect(await test.db.selectFrom('policies').select('id').execute()).toEqual(count)
})

it('assignments, a review and a report job are taken as the writers write them', async () => {
  const id = await firstOf(policies)
  const assignment = written(
    { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } },
    models.createDeviceManagementConfigurationPolicyAssignmentFromDiscriminatorValue,
    models.serializeDeviceManagementConfigurationPolicyAssignment,
  )
  const assigned = await test.call('POST', `${policies}/${id}/assign`, {
    headers,
    body: { assignments: [assignment] },
  })
  expect(assigned.status).toBe(200)
  const job = written(
    { reportName: 'EpmElevationReportElevationEvent', format: 'csv', select: ['FilePath'] },
    models.createDeviceManagementExportJobFromDiscriminatorValue,
    models.serializeDeviceManagementExportJob,
  )
  const made = await test.call('POST', '/deviceManagement/reports/exportJobs', {
    headers,
    body: job,
  })
  expect(made.status).toBe(201)
})

it('a reusable setting that lost its certificate in the writer is refused', async () => {
  const definition =
    'device_vendor_msft_policy_privilegemanagement_reusablesettings_certificatefile'
  const body = written(
    {
      displayName: 'Publisher',
      description: '',
      settingDefinitionId: definition,
      settingInstance: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
        settingDefinitionId: definition,
        simpleSettingValue: {
          '@odata.type': '#microsoft.graph.deviceManagementConfigurationStringSettingValue',
          value: 'MIIB',
        },
      },
    },
    models.createDeviceManagementReusablePolicySettingFromDiscriminatorValue,
    models.serializeDeviceManagementReusablePolicySetting,
  )
  expect(JSON.stringify(body)).not.toContain('MIIB')
  const answer = await test.call('POST', reusable, { headers, body })
  expect(answer.status).toBe(400)
  expect((await errorOf(answer)).details?.[0]?.target).toMatch(/^settingInstance/)
  expect(await test.db.selectFrom('reusable_settings').select('id').execute()).toEqual([])
})
