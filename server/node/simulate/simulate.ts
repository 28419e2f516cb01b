import { createRandom } from '#worlds/random.ts'

import { createDeviceClient, DeviceCallFailed, type Fetch } from './device-client.ts'
import type { DeviceToken } from './device-tokens.ts'
import { createFleetDevice } from './fleet-device.ts'
import type { SimulateOptions } from './options.ts'
import { emptySummary, printable, summaryLines, type Summary } from './summary.ts'

export type SimulateDeps = {
  fetch: Fetch
  now: () => Date
  newId: () => string
  /** Resolves after that many milliseconds, or at once when the signal aborts. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Aborts at SIGINT; the summary is printed all the same. */
  signal: AbortSignal
  print: (line: string) => void
  /** Tokens for up to that many devices; `revoke` is called at the end, whatever happened. */
  deviceTokens: (count: number) => Promise<{ tokens: DeviceToken[]; revoke: () => Promise<void> }>
}

/** After that many failures in a row the console is taken for gone. */
const mostFailuresInARow = 10
const longestPause = 60_000

/**
 * Plays the fleet until the minutes are over, the signal aborts or the console is gone. The order of happenings follows the
 * seed; what comes of them depends on the console. Answers what happened.
 */
export const simulate = async (
  options: Omit<SimulateOptions, 'data'>,
  deps: SimulateDeps,
): Promise<Summary> => {
  const { now, print, signal } = deps
  const summary = emptySummary()
  const began = now().getTime()
  const ends = began + options.minutes * 60_000
  const random = createRandom(options.seed)
  const { tokens, revoke } = await deps.deviceTokens(options.devices)
  try {
    const fleet = tokens.map(({ deviceId, deviceName, token }) => ({
      /** A device that was told to wait keeps still until then, and the others go on. */
      waitsUntil: 0,
      device: createFleetDevice({
        name: deviceName,
        client: createDeviceClient({ ...deps, url: options.url, token }),
        random: createRandom(`${options.seed} ${deviceId}`),
        now,
        newId: deps.newId,
        print,
        summary,
      }),
    }))
    if (fleet.length === 0) print('There is no device with a primary user, so nothing can happen.')
    else
      print(
        `${fleet.length} devices, ${options.ratePerMinute} happenings a minute, seed ${options.seed}.`,
      )

    let failures = 0
    while (fleet.length > 0 && !signal.aborted && now().getTime() < ends) {
      const member = random.pick(fleet)
      // Exponential gaps: happenings come in bursts, as people do.
      const pause = (-Math.log(1 - random.next()) * 60_000) / options.ratePerMinute
      try {
        if (now().getTime() >= member.waitsUntil) {
          await member.device.step()
          failures = 0
        }
      } catch (failure) {
        if (!(failure instanceof DeviceCallFailed)) throw failure
        summary.failed += 1
        failures += 1
        const { name } = member.device
        print(`${printable(`${name}  failed: ${failure.message}`)} (${failure.status})`)
        if (failure.retryAfter !== null) {
          member.waitsUntil = now().getTime() + failure.retryAfter * 1000
        }
        if (failures >= mostFailuresInARow) {
          print(`The console did not take ${failures} calls in a row; stopping.`)
          break
        }
      }
      const left = ends - now().getTime()
      await deps.wait(Math.max(0, Math.min(pause, longestPause, left)), signal)
    }
  } finally {
    await revoke()
    for (const line of summaryLines(summary, (now().getTime() - began) / 1000)) print(line)
  }
  return summary
}
