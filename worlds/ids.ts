import { createRandom } from './random.ts'

const hexDigits = (seed: string, length: number): string => {
  const random = createRandom(seed)
  let text = ''
  while (text.length < length) {
    text += Math.floor(random.next() * 4294967296)
      .toString(16)
      .padStart(8, '0')
  }
  return text.slice(0, length)
}

/** A valid UUID (version 4 layout) that is the same for the same name. */
export const uuidOf = (name: string): string => {
  // Two streams of 32 bits seeds, because one would collide after some ten thousand names.
  const hex = hexDigits(`first ${name}`, 16) + hexDigits(`${name} second`, 16)
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

/** 64 upper-case hex digits, in the shape of a SHA-256; the sample files do not exist, so neither do their digests. */
export const fileHashOf = (name: string): string =>
  (hexDigits(`hash ${name}`, 32) + hexDigits(`${name} hash`, 32)).toUpperCase()

/** Rules have no id on the wire, yet elevations name one: a UUID from the policy and the rule's unique name. */
export const ruleIdOf = (policyId: string, ruleName: string): string =>
  uuidOf(`rule ${policyId} ${ruleName}`)
