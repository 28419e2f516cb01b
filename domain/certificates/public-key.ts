import type { BaseBlock } from 'asn1js'

import { bitString, integer, isUniversal, Malformed, members, oid, parse, tags } from './der.ts'

const curves: Readonly<Record<string, string>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
  '1.3.132.0.10': 'secp256k1',
}
const names: Readonly<Record<string, string>> = {
  '1.2.840.10040.4.1': 'DSA',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
}

/** What kind of key, and how long, in words; keys that cannot be looked into are named by their algorithm. */
export const describeKey = (block: BaseBlock | undefined): string => {
  const [algorithm, key, more] = members(block, tags.sequence)
  if (more) throw new Malformed()
  const [id, parameters] = members(algorithm, tags.sequence)
  const bits = bitString(key)
  const name = oid(id)
  if (name === '1.2.840.10045.2.1') {
    const curve = isUniversal(parameters, tags.oid) ? oid(parameters) : ''
    return `EC ${curves[curve] ?? (curve || 'with its own curve')}`
  }
  if (name === '1.2.840.113549.1.1.1' || name === '1.2.840.113549.1.1.10') return rsa(bits)
  return names[name] ?? `Key of type ${name}`
}

const rsa = (bits: Uint8Array): string => {
  try {
    const modulus = integer(members(parse(bits), tags.sequence)[0])
    const first = modulus.findIndex((byte) => byte !== 0)
    if (first < 0) return 'RSA'
    const length = (modulus.length - first) * 8 - Math.clz32(modulus[first] ?? 0) + 24
    return `RSA ${length} bits`
  } catch (error) {
    if (error instanceof Malformed) return 'RSA'
    throw error
  }
}
