import { fileHashOf, uuidOf } from '../ids.ts'
import { minute } from '../time.ts'
import type { World } from '../world.ts'
import { pendingRequest, requesters, smallTenant } from './three-pending.ts'

/**
 * One pending request per string, with the string as file name, path, description, product, reason and device name.
 * The strings are kept as they are: a device can send anything.
 */
export const hostileWorld = (at: Date, strings: readonly string[]): World => {
  const world = { ...smallTenant(at), name: 'hostile-strings' }
  const [template] = world.devices
  const requester = requesters[0]
  const devices = strings.map((deviceName, index) => ({
    ...template,
    id: uuidOf(`hostile device ${index}`),
    azureADDeviceId: uuidOf(`hostile directory device ${index}`),
    deviceName,
  }))
  return {
    ...world,
    devices: [...world.devices, ...devices],
    elevationRequests: strings.map((text, index) => {
      const request = pendingRequest(world, {
        number: index + 1,
        requester,
        reason: text,
        age: (index + 1) * minute,
        file: {
          name: text,
          folder: '',
          description: text,
          product: text,
          internalName: text,
          version: '1.0.0.0',
          signer: null,
          hash: fileHashOf(`hostile ${index}`),
        },
      })
      return {
        ...request,
        requestedOnDeviceId: uuidOf(`hostile device ${index}`),
        deviceName: text,
        applicationDetail: { ...request.applicationDetail, filePath: text },
      }
    }),
  }
}
