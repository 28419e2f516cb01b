import { ElevationRequest } from './elevation-requests.ts'
import { ConfigurationPolicy } from './policies.ts'
import { z } from './zod.ts'

/** A device asks what applies to it now; with it the simulator plays a fleet. */
export const DeviceCheckIn = z.looseObject({
  deviceId: z.string(),
  deviceName: z.string(),
  serverDateTime: z.string(),
  /** Users who may sign in on the device, with the policies that reach each of them (device or user targeted). */
  users: z.array(
    z.looseObject({
      userPrincipalName: z.string(),
      policies: z.array(
        z.looseObject({ targeting: z.enum(['user', 'device']), policy: ConfigurationPolicy }),
      ),
    }),
  ),
  reusableSettings: z.array(z.looseObject({ id: z.string(), certificate: z.string() })),
  /** Requests of this device that are approved and still inside their 24 hours, or ended since a day. */
  elevationRequests: z.array(ElevationRequest),
})
export type DeviceCheckIn = z.infer<typeof DeviceCheckIn>
