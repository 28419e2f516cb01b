// @vitest-environment jsdom

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { ConsoleConfig } from '#contract/console-config.ts'
import { innerCodes } from '#contract/errors.ts'
import { createGraphService, type GraphService } from '#mocks/graph/graph-service.spec-helper.ts'
import { threePending } from '#worlds/small/three-pending.ts'

import { callApi, followLink, speakThrough } from '../api.ts'
import { createGraphTransport, parseConsoleConfig } from './graph-transport.ts'
import { SignInNeeded, type GraphSignIn } from './sign-in.ts'

const at = new Date('2026-05-04T09:00:00.000Z')
const config = ConsoleConfig.parse({
  backend: 'graph',
  tenantId: 'contoso.example',
  clientId: 'id',
})

let graph: GraphService
let token: string
let sent: { url: string; authorization: string | null }[]
let challenge: string | null
let answerInstead: ((request: Request) => Response | null) | null

const signIn: GraphSignIn = {
  signedIn: () => true,
  token: () => (token === '' ? Promise.reject(new SignInNeeded()) : Promise.resolve(token)),
  challenged: (claims) => void (challenge = claims),
  leave: () => Promise.resolve(),
  end: () => Promise.resolve(),
  problem: null,
}

const as = async (alias: string) => {
  token = await graph.tokenOf(`${alias}@contoso.example`)
  await callApi('me', {})
}

beforeEach(async () => {
  sessionStorage.clear()
  graph = await createGraphService(threePending(at))
  sent = []
  challenge = null
  answerInstead = null
  speakThrough(
    createGraphTransport(config, signIn, {
      sleep: () => Promise.resolve(),
      fetch: (input, init) => {
        const request = new Request(input, init)
        sent.push({ url: request.url, authorization: request.headers.get('authorization') })
        const instead = answerInstead?.(request) ?? null
        return instead ? Promise.resolve(instead) : graph.fetch(input, init)
      },
    }),
  )
  await as('intune.admin')
  graph.calls.length = 0
  sent.length = 0
})
afterEach(() => graph.service.close())

const pending = async () => {
  const list = await callApi('elevationRequestList', {
    query: { $filter: "status eq 'pending'", $orderby: 'requestCreatedDateTime desc' },
  })
  if (list.type !== 'success') throw new Error(JSON.stringify(list))
  return list.data.value
}
const requestOf = async (id: string) => {
  const found = await callApi('elevationRequestGet', { path: { id } })
  if (found.type !== 'success') throw new Error(JSON.stringify(found))
  return found.data
}
const policies = async () => {
  const list = await callApi('policyList', { query: { $top: 100, $select: 'id,name,isAssigned' } })
  if (list.type !== 'success') throw new Error(JSON.stringify(list))
  return list.data
}
const policyOf = async (id: string) => {
  const found = await callApi('policyGet', { path: { id }, query: { $expand: 'settings' } })
  if (found.type !== 'success') throw new Error(JSON.stringify(found))
  return found.data
}

describe('a decision', () => {
  it('is sent once, with no header that Graph does not know, and read through the wrapped answer', async () => {
    const [request] = await pending()
    const seen = await requestOf(request?.id ?? '')
    graph.calls.length = 0
    const answer = await callApi('elevationRequestApprove', {
      path: { id: seen.id },
      body: { reviewerJustification: 'needed' },
      ifMatch: seen['@odata.etag'],
    })
    expect(answer).toMatchObject({ type: 'success' })
    expect(graph.calls).toEqual([
      `GET /deviceManagement/elevationRequests/${seen.id}`,
      `POST /deviceManagement/elevationRequests/${seen.id}/approve`,
    ])
    expect((await requestOf(seen.id)).status).toBe('approved')
  })

  it('is not sent when the request was decided after it was read; the truth comes instead', async () => {
    const [request] = await pending()
    const seen = await requestOf(request?.id ?? '')
    const decide = { path: { id: seen.id }, body: {}, ifMatch: seen['@odata.etag'] }
    await callApi('elevationRequestDeny', decide)
    graph.calls.length = 0
    const late = await callApi('elevationRequestApprove', decide)
    expect(late).toMatchObject({
      type: 'error',
      status: 412,
      error: { innerError: { code: innerCodes.staleVersion }, current: { status: 'denied' } },
    })
    expect(graph.calls.filter((call) => call.startsWith('POST'))).toEqual([])
  })

  it('on one’s own request is refused by the console itself, before anything is sent', async () => {
    const [request] = await pending()
    const id = request?.id ?? ''
    const own = await requestOf(id)
    speakThrough(
      createGraphTransport(config, signIn, {
        sleep: () => Promise.resolve(),
        fetch: (input, init) =>
          new URL(new Request(input).url).pathname.endsWith('/me')
            ? Promise.resolve(
                Response.json({ id: own.requestedByUserId?.toUpperCase(), displayName: 'Me' }),
              )
            : graph.fetch(input, init),
      }),
    )
    await callApi('me', {})
    graph.calls.length = 0
    const answer = await callApi('elevationRequestApprove', { path: { id }, body: {} })
    expect(answer).toMatchObject({
      status: 403,
      error: { innerError: { code: innerCodes.ownRequest } },
    })
    expect(graph.calls.filter((call) => call.startsWith('POST'))).toEqual([])
  })
})

describe('an edit of a policy, without ETag', () => {
  it('goes through over what was read', async () => {
    const [first] = (await policies()).value
    const seen = await policyOf(first?.id ?? '')
    const answer = await callApi('policyUpdate', {
      path: { id: seen.id },
      body: { description: 'new' },
      ifMatch: seen['@odata.etag'],
    })
    expect(answer.type).toBe('success')
    expect((await policyOf(seen.id)).description).toBe('new')
  })

  it.each(['header', 'assignments'] as const)(
    'is not sent when the %s changed since; the policy as it is now comes instead',
    async (what) => {
      const [first] = (await policies()).value
      const seen = await policyOf(first?.id ?? '')
      const path = { id: seen.id }
      if (what === 'header') await callApi('policyUpdate', { path, body: { description: 'other' } })
      else await callApi('policyAssign', { path, body: { assignments: [] } })
      graph.calls.length = 0
      const late = await callApi('policyUpdate', {
        path,
        body: { description: 'mine' },
        ifMatch: seen['@odata.etag'],
      })
      expect(late).toMatchObject({ status: 412, error: { current: { id: seen.id } } })
      expect(graph.calls.filter((call) => !call.startsWith('GET'))).toEqual([])
    },
  )
})

describe('an edit without ETag', () => {
  it.each([
    ['role', 'roleDefinitionGet', 'roleDefinitionUpdate'],
    ['assignment', 'roleAssignmentGet', 'roleAssignmentUpdate'],
    ['scope tag', 'scopeTagGet', 'scopeTagUpdate'],
  ] as const)('of a %s is not sent when somebody else saved since', async (_what, read, update) => {
    // No token of the service changes these, so the answers are made here.
    let stored = { id: '7', displayName: 'Of the tenant', description: 'first' }
    const changes: string[] = []
    answerInstead = (request) => {
      if (request.url.endsWith('/7/assignments')) return Response.json({ value: [] })
      if (!request.url.endsWith('/7')) return null
      if (request.method === 'PATCH') changes.push(request.url)
      return Response.json(stored)
    }
    const path = { id: '7' }
    const seen = await callApi(read, { path })
    const ifMatch = seen.type === 'success' ? seen.data['@odata.etag'] : undefined
    const change = () => callApi(update, { path, body: { description: 'mine' }, ifMatch })
    expect((await change()).type).toBe('success')
    stored = { ...stored, description: 'of somebody else' }
    expect(await change()).toMatchObject({
      status: 412,
      error: { current: { description: 'of somebody else' } },
    })
    expect(changes).toHaveLength(1)
  })

  it('of the groups of a scope tag is not sent when somebody else saved others since', async () => {
    const of = (groupId: string) => ({
      id: `7_${groupId}`,
      target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget' as const, groupId },
    })
    let stored = [of('one')]
    let sent = 0
    answerInstead = (request) => {
      if (request.url.endsWith('/7')) return Response.json({ id: '7', displayName: 'Europe' })
      if (!/\/7\/assign/.test(request.url)) return null
      if (request.method === 'POST') sent += 1
      return Response.json({ value: stored })
    }
    const path = { id: '7' }
    const seen = await callApi('scopeTagGet', { path })
    const ifMatch = seen.type === 'success' ? seen.data['@odata.etag'] : undefined
    const change = () =>
      callApi('scopeTagAssign', { path, body: { assignments: [of('two')] }, ifMatch })
    expect((await change()).type).toBe('success')
    stored = [of('three')]
    expect(await change()).toMatchObject({ status: 412 })
    expect(sent).toBe(1)
  })
})

describe('what Graph answers differently', () => {
  it('an assignment gets its role, which Graph tells below the definitions only', async () => {
    const list = async () => {
      const answer = await callApi('roleAssignmentList', { query: { $top: 50 } })
      if (answer.type !== 'success') throw new Error(JSON.stringify(answer))
      return answer.data.value
    }
    const found = await list()
    expect(found.length).toBeGreaterThan(3)
    expect(found.filter(({ roleDefinition }) => !roleDefinition?.displayName)).toEqual([])
    // What is known stays known: only the definitions themselves are read again.
    graph.calls.length = 0
    await list()
    expect(graph.calls).toHaveLength(2)
    const one = await callApi('roleAssignmentGet', { path: { id: found[0]?.id ?? '' } })
    expect(one).toMatchObject({
      type: 'success',
      data: { roleDefinition: { id: found[0]?.roleDefinition?.id } },
    })
  })

  it('the count of a page is not shown as the count of the list', async () => {
    expect(await policies()).not.toHaveProperty('@odata.count')
  })

  it('the JSON inside an error is read, without its operation id and address', async () => {
    const answer = await callApi('elevationRequestGet', { path: { id: 'absent' } })
    expect(answer).toMatchObject({ type: 'error', status: 404 })
    const message = answer.type === 'error' ? answer.error?.message : ''
    expect(message).not.toMatch(/Operation ID|Activity ID|https:|\{/)
    expect(message).not.toBe('')
  })

  it('what lives under /epm is said to be missing, and never asked for', async () => {
    const answer = await callApi('policyVersionList', { path: { id: 'x' } })
    expect(answer).toMatchObject({ type: 'clientError', kind: 'notOffered' })
    expect(sent).toEqual([])
  })

  it('a claims challenge is handed to the sign-in', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}'
    answerInstead = () =>
      Response.json(
        { error: { code: 'InvalidAuthenticationToken', message: 'Continuous access evaluation' } },
        {
          status: 401,
          headers: {
            'WWW-Authenticate': `Bearer realm="", error="insufficient_claims", claims="${btoa(claims)}"`,
          },
        },
      )
    expect(await callApi('elevationRequestGet', { path: { id: 'a' } })).toMatchObject({
      status: 401,
    })
    expect(challenge).toBe(claims)
  })

  it('nothing is sent while Microsoft wants to ask something', async () => {
    token = ''
    expect(await callApi('elevationRequestGet', { path: { id: 'a' } })).toMatchObject({
      type: 'error',
      status: 401,
      error: { code: 'InteractionRequired' },
    })
    expect(sent).toEqual([])
  })
})

describe('a change that a second administrator has to approve', () => {
  const approved = { at: false }
  const answers = (request: Request): Response | null => {
    if (request.method !== 'PATCH') return null
    if (approved.at && request.headers.get('x-msft-approval-code') === 'code-1') return null
    return Response.json(
      { error: { code: 'ApprovalRequired', message: 'ApprovalRequired' } },
      { status: 403, headers: { 'x-msft-approval-code': 'code-1' } },
    )
  }
  const save = async (id: string, description: string) =>
    callApi('policyUpdate', { path: { id }, body: { description } })

  it('is never called saved before it is; the same body goes again with the code, another without', async () => {
    const [first] = (await policies()).value
    const id = first?.id ?? ''
    const before = (await policyOf(id)).description
    approved.at = false
    const bodies: string[] = []
    const codes: (string | null)[] = []
    answerInstead = (request) => {
      if (request.method === 'PATCH') {
        codes.push(request.headers.get('x-msft-approval-code'))
        bodies.push(atob(request.headers.get('x-msft-approval-justification') ?? ''))
      }
      return answers(request)
    }
    for (let tries = 0; tries < 20; tries += 1) {
      const answer = await save(id, 'äö 🙂')
      expect(answer).toMatchObject({ type: 'error', status: 403 })
      expect(answer.type === 'error' && answer.error?.message).toMatch(/nothing is saved yet/)
    }
    expect((await policyOf(id)).description).toBe(before)
    approved.at = true
    expect((await save(id, 'another text')).type).toBe('error')
    expect((await save(id, 'äö 🙂')).type).toBe('success')
    expect((await policyOf(id)).description).toBe('äö 🙂')
    expect(codes[0]).toBeNull()
    expect(codes.at(-2)).toBeNull()
    expect(codes.at(-1)).toBe('code-1')
    // The first of each body does not know yet that it needs one.
    expect(new Set(bodies)).toEqual(new Set(['', 'Sent from the EPM Console.']))
  })
})

describe('a read-only console', () => {
  it('shows no right that changes anything, whoever it is', async () => {
    speakThrough(
      createGraphTransport({ ...config, access: 'read' }, signIn, { fetch: graph.fetch }),
    )
    const rights = await callApi('effectivePermissions', {})
    const allowed =
      rights.type === 'success'
        ? rights.data.value.flatMap(({ resourceActions = [] }) =>
            resourceActions.flatMap((part) => part.allowedResourceActions),
          )
        : []
    expect(allowed).toContain('Microsoft.Intune_EpmPolicy_Read')
    expect(allowed.filter((action) => !/_(Read|View\w+)$/.test(action))).toEqual([])
  })
})

describe('the token', () => {
  const hosts = [
    'graph.microsoft.com.evil.example',
    'evil.example',
    'graph.microsoft.com@evil.example',
    'graph.microsoft.com:8443',
    'GRAPH.microsoft.com.',
    'graph%2Emicrosoft.com.evil.example',
    'xn--grph-xna.microsoft.com',
    'graph.microsoft.com\\@evil.example',
    '127.0.0.1',
    'graph.microsoft.us',
  ]
  const shapes = [
    (host: string) => `https://${host}/beta/deviceManagement/elevationRequests?$skiptoken=x`,
    (host: string) => `http://${host}/beta/deviceManagement/elevationRequests?$skiptoken=x`,
    (host: string) => `//${host}/beta/deviceManagement/elevationRequests`,
    (host: string) => `\\\\${host}\\beta\\deviceManagement`,
    (host: string) => `https:\\\\${host}/beta/x`,
    (host: string) => ` https://${host}/beta/x`,
    (host: string) => `https://user:pass@${host}/beta/x`,
    (host: string) => `https://graph.microsoft.com/..//${host}/beta/x`,
    (host: string) => `https://graph.microsoft.com/beta/../v1.0/${host}`,
    (host: string) => `javascript:fetch('https://${host}')`,
    (host: string) => `data:text/plain,${host}`,
    (host: string) => `blob:https://${host}/x`,
    (host: string) => `https://https://${host}/beta/`,
    (host: string) => `https:${host}/beta/x`,
    (host: string) => `https://${host}:443/beta/x`,
    (host: string) => `https://${host}#@graph.microsoft.com/beta/x`,
    (host: string) => `https://${host}?@graph.microsoft.com/beta/x`,
    (host: string) => `https://graph.microsoft.com/beta%2f..%2f..//${host}`,
    (host: string) => `ftp://${host}/beta/x`,
    (host: string) => `https://graph.microsoft.com:443@${host}/beta/x`,
  ]
  const links = hosts.flatMap((host) => shapes.map((shape) => shape(host)))

  it(`goes nowhere else for ${links.length} hostile next links`, async () => {
    for (const link of links) await followLink('elevationRequestList', link, undefined)
    const elsewhere = sent.filter(
      ({ url, authorization }) =>
        authorization !== null && !url.startsWith('https://graph.microsoft.com/beta/'),
    )
    expect(links).toHaveLength(200)
    expect(elsewhere).toEqual([])
  })
})

describe('config.json', () => {
  it.each([
    ['', 'is not JSON'],
    ['{"backend":"service"}', 'backend'],
    ['{"backend":"graph","tenantId":"a b","clientId":"c"}', 'tenantId'],
    ['{"backend":"graph","tenantId":"a","clientId":"c","authority":"http://x"}', 'authority'],
    ['{"backend":"graph","tenantId":"a","clientId":"c","more":1}', 'Unrecognized'],
  ])('%s is refused, naming what is wrong', (text, named) => {
    expect(() => parseConsoleConfig(text)).toThrow(named)
  })
})
