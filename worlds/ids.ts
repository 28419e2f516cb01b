import { seededHex } from '#domain/seeded.ts'

export { uuidOf } from '#domain/seeded.ts'

/** 64 upper-case hex digits, in the shape of a SHA-256; the sample files do not exist, so neither do their digests. */
export const fileHashOf = (name: string): string =>
  (seededHex(`hash ${name}`, 32) + seededHex(`${name} hash`, 32)).toUpperCase()
