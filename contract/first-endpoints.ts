import { BatchAnswer, BatchBody } from './batch.ts'
import { ManagedDevice, User } from './directory.ts'
import {
  ElevationRequest,
  ElevationRequestActionAnswer,
  ElevationRequestCreateBody,
  ReviewBody,
} from './elevation-requests.ts'
import { decides, endpoint } from './endpoint.ts'
import { EpmConfig, SignInBody } from './epm.ts'
import { listOf } from './odata.ts'
import { EffectivePermissions } from './rights.ts'
import { z } from './zod.ts'

/** Collections that count themselves answer a number as text. */
export const count = { response: z.string().regex(/^\d+$/), format: 'text', odata: true } as const
const requests = '/deviceManagement/elevationRequests'

const decision = { ...decides, body: ReviewBody, response: ElevationRequestActionAnswer } as const

/** Bytes of a body that carries a whole policy, and of a batch, which may carry one. */
export const policyLimit = 2 * 1024 * 1024

/**
 * The endpoints that the first visit to the queue calls; `endpoints.ts` has them all. Apart, because each brings its schemas
 * along and a first visit has a budget (DESIGN 7).
 */
export const firstEndpoints = {
  elevationRequestList: endpoint('GET', requests, {
    response: listOf(ElevationRequest),
    odata: true,
  }),
  elevationRequestCount: endpoint('GET', `${requests}/$count`, count),
  elevationRequestGet: endpoint('GET', `${requests}/{id}`, {
    response: ElevationRequest,
    errors: [404],
  }),
  elevationRequestCreate: endpoint('POST', requests, {
    audience: 'device',
    body: ElevationRequestCreateBody,
    response: ElevationRequest,
    success: 201,
    errors: [409, 422, 503],
    idempotent: true,
  }),
  elevationRequestApprove: endpoint('POST', `${requests}/{id}/approve`, decision),
  elevationRequestDeny: endpoint('POST', `${requests}/{id}/deny`, decision),
  elevationRequestRevoke: endpoint('POST', `${requests}/{id}/revoke`, decision),
  elevationRequestGetAll: endpoint('POST', `${requests}/{id}/getAllElevationRequests`, {
    response: listOf(ElevationRequest),
    errors: [404],
    changes: false,
  }),

  me: endpoint('GET', '/me', { response: User }),

  deviceList: endpoint('GET', '/deviceManagement/managedDevices', {
    response: listOf(ManagedDevice),
    odata: true,
  }),
  deviceGet: endpoint('GET', '/deviceManagement/managedDevices/{id}', {
    response: ManagedDevice,
    errors: [404],
  }),

  /** On the wire `getEffectivePermissions(scope='*')`; key syntax is normalised before matching. */
  effectivePermissions: endpoint('GET', '/deviceManagement/getEffectivePermissions', {
    response: EffectivePermissions,
  }),
  batch: endpoint('POST', '/$batch', {
    audience: 'user or device',
    body: BatchBody,
    response: BatchAnswer,
    bodyLimit: policyLimit,
    errors: [413],
  }),

  epmConfig: endpoint('GET', '/epm/config', { audience: 'anyone', response: EpmConfig }),
  sampleSignIn: endpoint('POST', '/epm/sign-in', {
    audience: 'anyone',
    body: SignInBody,
    response: User,
    errors: [404],
  }),
  signOut: endpoint('POST', '/epm/sign-out', { audience: 'anyone' }),

  changeNotices: endpoint('GET', '/epm/events', { response: z.string(), format: 'events' }),
} as const
