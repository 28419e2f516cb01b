/** Little-endian reads that answer null outside of the bytes instead of throwing. */
export type ByteView = {
  length: number
  u16: (at: number) => number | null
  u32: (at: number) => number | null
  /** The bytes themselves, cut at the end of what is there. */
  bytes: (from: number, to: number) => Uint8Array
  /** UTF-16 text up to its zero, or to `end`, or to 2,048 characters. */
  text: (at: number, end: number) => string
}

const longestText = 2048

export const viewOf = (given: Uint8Array): ByteView => {
  const { length } = given
  const u16 = (at: number): number | null => {
    const low = given[at]
    const high = given[at + 1]
    return low === undefined || high === undefined ? null : low | (high << 8)
  }
  const u32 = (at: number): number | null => {
    const low = u16(at)
    const high = u16(at + 2)
    return low === null || high === null ? null : low + high * 0x1_0000
  }
  const text = (at: number, end: number): string => {
    let read = ''
    for (let from = at; from + 2 <= end && read.length < longestText; from += 2) {
      const code = u16(from)
      if (code === null || code === 0) break
      read += String.fromCharCode(code)
    }
    return read
  }
  return { length, u16, u32, bytes: (from, to) => given.subarray(Math.max(0, from), to), text }
}
