import { askMany, type Result } from '../server/scope/run.spec-helper.ts'
import { openRandomTenant } from '../server/scope/tenant.spec-helper.ts'

import { conclude, figure, percentile, say, wholeOption } from './figures.ts'

/**
 * R17: random questions as readers of every kind of scope, compared with an oracle that knows the whole tenant and no SQL; and
 * how long the answer takes for an id that is foreign and for one that is not there.
 */
const count = wholeOption('questions', 10_000)
const samples = wholeOption('samples', 1_000)
const seed = wholeOption('seed', 17)

const started = performance.now()
const result: Result = await askMany({ count, seed })
const seconds = (performance.now() - started) / 1000

say(`${count} random questions as eight readers`)
for (const [kind, asked] of Object.entries(result.byKind)) figure(`asked: ${kind}`, asked)
figure('rows answered', result.rows)
figure('foreign rows', result.foreign)
figure('wrong rows, orders, counts or sums', result.wrong.length)
figure('seconds', seconds)

const wrong = result.wrong.slice(0, 20)
if (result.foreign > 0) wrong.push(`${result.foreign} foreign rows were answered`)

/** Two questions in turn, so that what else the machine does falls on both alike. */
const compare = async () => {
  const tenant = await openRandomTenant(seed)
  const isForeign = (tags: readonly string[] | null | undefined) =>
    tags !== null && tags !== undefined && tags.length > 0 && !tags.includes('3')
  const { policies, devices, elevationRequests, elevations } = tenant.world
  const foreignDevices = new Set(
    devices.filter((each) => isForeign(each.roleScopeTagIds)).map(({ id }) => id),
  )
  const foreignOf = {
    policies: policies.find((each) => isForeign(each.roleScopeTagIds))?.id,
    devices: [...foreignDevices].at(-1),
    requests: elevationRequests.find((each) => foreignDevices.has(each.requestedOnDeviceId ?? ''))
      ?.id,
    elevations: elevations.find((each) => foreignDevices.has(each.deviceId ?? ''))?.id,
  }
  const paths = {
    policies: 'configurationPolicies',
    devices: 'managedDevices',
    requests: 'elevationRequests',
    elevations: 'privilegeManagementElevations',
  }
  say(`${samples} answers each for a foreign id and for one that is not there, in turn`)
  for (const name of ['policies', 'devices', 'requests', 'elevations'] as const) {
    const foreign = foreignOf[name]
    if (foreign === undefined) throw new Error(`no foreign ${name}`)
    const absent = `${foreign.slice(0, -1)}${foreign.endsWith('0') ? '1' : '0'}`
    const times: Record<'foreign' | 'absent', number[]> = { foreign: [], absent: [] }
    for (let turn = 0; turn < samples; turn += 1) {
      for (const [kind, id] of [
        ['foreign', foreign],
        ['absent', absent],
      ] as const) {
        const begun = performance.now()
        const answer = await tenant.ask('three', 'GET', `/deviceManagement/${paths[name]}/${id}`)
        times[kind].push(performance.now() - begun)
        if (answer.status !== 404) wrong.push(`${name}: ${answer.status} for a ${kind} id`)
      }
    }
    const [one, other] = [percentile(times.foreign, 0.5), percentile(times.absent, 0.5)]
    figure(`${name}: foreign, median ms`, one)
    figure(`${name}: not there, median ms`, other)
    if (Math.abs(one / other - 1) > 0.2) wrong.push(`${name}: ${one} ms against ${other} ms`)
  }
  await tenant.db.destroy()
}
await compare()

say('Control: a service whose list of policies does not look at scope')
const control = await askMany({
  count: 400,
  seed,
  only: { list: 'policyList' },
  change: ({ policyList }) => ({
    policyList: (context) =>
      policyList({ ...context, principal: { ...context.principal, scopeTagIds: null } }),
  }),
})
figure('foreign rows', control.foreign)
if (control.foreign === 0) wrong.push('the control showed no foreign row: this check finds nothing')
conclude(wrong)
