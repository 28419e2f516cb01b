/** FNV-1a over the UTF-16 units, 32 bits: turns a name into a seed. */
export const seedOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). Nothing here is secret or hard to guess. */
export const seededNumbers = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const seededHex = (name: string, length: number): string => {
  const next = seededNumbers(seedOf(name))
  let text = ''
  while (text.length < length) {
    text += Math.floor(next() * 4294967296)
      .toString(16)
      .padStart(8, '0')
  }
  return text.slice(0, length)
}

/** A valid UUID (version 4 layout) that is the same for the same name. */
export const uuidOf = (name: string): string => {
  // Two streams of 32 bits seeds, because one would collide after some ten thousand names.
  const hex = seededHex(`first ${name}`, 16) + seededHex(`${name} second`, 16)
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
