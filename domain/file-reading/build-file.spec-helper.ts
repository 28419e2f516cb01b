/** Builds small programs and signatures, so that the readers are tested without a foreign file in the repository. */

const bytesOf = (...parts: (Uint8Array | number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => [...part]))
const u16 = (value: number): number[] => [value & 255, (value >> 8) & 255]
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)]
const utf16 = (text: string): number[] =>
  Array.from(`${text}\0`).flatMap((character) => u16(character.charCodeAt(0)))
const padded = (bytes: number[], to: number): number[] => [
  ...bytes,
  ...Array<number>((to - (bytes.length % to)) % to).fill(0),
]

const block = (key: string, value: number[], isText: boolean, children: number[][]): number[] => {
  const head = padded([...u16(0), ...u16(0), ...u16(0), ...utf16(key)], 4)
  const body = [...head, ...value]
  const whole = children.reduce((all, child) => [...padded(all, 4), ...child], body)
  whole.splice(
    0,
    6,
    ...u16(whole.length),
    ...u16(isText ? value.length / 2 : value.length),
    ...u16(isText ? 1 : 0),
  )
  return whole
}

export const versionResource = (
  numbers: [number, number, number, number],
  texts: Readonly<Record<string, string>>,
): number[] => {
  const [a, b, c, d] = numbers
  const fixed = [...u32(0xfeef04bd), ...u32(0x10000), ...u16(b), ...u16(a), ...u16(d), ...u16(c)]
  const strings = Object.entries(texts).map(([key, text]) => block(key, utf16(text), true, []))
  const table = block('040904b0', [], true, strings)
  const info = block('StringFileInfo', [], true, [table])
  const whole = [...fixed, ...Array<number>(36).fill(0)]
  return block('VS_VERSION_INFO', whole, false, [block('VarFileInfo', [], true, []), info])
}

/** A program with one section, which holds its resources, and a signature behind it. */
export const program = (parts: {
  version?: number[]
  signature?: Uint8Array
  wide?: boolean
}): Uint8Array<ArrayBuffer> => {
  const { version, signature, wide = true } = parts
  const address = 0x2000
  const directory = (id: number, to: number): number[] => [
    ...Array<number>(14).fill(0),
    ...u16(1),
    ...u32(id),
    ...u32(to),
  ]
  const data = version ?? []
  const resources = [
    ...directory(16, 0x8000_0000 + 24),
    ...directory(1, 0x8000_0000 + 48),
    ...directory(1033, 72),
    ...u32(address + 88),
    ...u32(data.length),
    ...u32(0),
    ...u32(0),
    ...data,
  ]
  const raw = padded(resources, 512)
  const optionalSize = (wide ? 112 : 96) + 16 * 8
  const headers = 512
  const entry = signature
    ? padded([...u32(8 + signature.length), ...u16(0x200), ...u16(2), ...signature], 8)
    : []
  const directories = Array.from({ length: 16 }, (_, index) =>
    index === 2 && version
      ? [...u32(address), ...u32(raw.length)]
      : index === 4 && signature
        ? [...u32(headers + raw.length), ...u32(entry.length)]
        : [...u32(0), ...u32(0)],
  ).flat()
  const optional = [
    ...u16(wide ? 0x20b : 0x10b),
    ...Array<number>((wide ? 112 : 96) - 6).fill(0),
    ...u32(16),
    ...directories,
  ]
  const section = [
    ...Array<number>(8).fill(0x2e),
    ...u32(raw.length),
    ...u32(address),
    ...u32(raw.length),
    ...u32(headers),
    ...Array<number>(16).fill(0),
  ]
  const dos = [0x4d, 0x5a, ...Array<number>(58).fill(0), ...u32(64)]
  const coff = [
    ...u16(0x8664),
    ...u16(1),
    ...Array<number>(12).fill(0),
    ...u16(optionalSize),
    ...u16(2),
  ]
  const head = [...dos, ...u32(0x4550), ...coff, ...optional, ...section]
  return bytesOf(padded(head, headers), raw, entry)
}

/** One DER object. */
export const der = (
  tag: number,
  ...contents: (Uint8Array | number[])[]
): Uint8Array<ArrayBuffer> => {
  const content = bytesOf(...contents)
  const { length } = content
  const size =
    length < 128
      ? [length]
      : length < 65_536
        ? [0x82, length >> 8, length & 255]
        : [0x83, length >> 16, (length >> 8) & 255, length & 255]
  return bytesOf([tag], size, content)
}

const name = (common: string): Uint8Array =>
  der(
    0x30,
    der(
      0x31,
      der(
        0x30,
        [6, 3, 0x55, 4, 3],
        der(
          0x0c,
          Array.from(common, (character) => character.charCodeAt(0)),
        ),
      ),
    ),
  )

/** As much of a certificate as a signature needs to name it. */
export const certificate = (
  serial: number,
  issuer: string,
  subject: string,
): Uint8Array<ArrayBuffer> =>
  der(
    0x30,
    der(
      0x30,
      der(0xa0, [2, 1, 2]),
      der(2, [serial]),
      der(0x30, [6, 1, 0x2a]),
      name(issuer),
      der(0x30),
      name(subject),
      der(0x30),
    ),
    der(0x30, [6, 1, 0x2a]),
    der(3, [0, 1]),
  )

/** The issuer and serial of a real certificate, as its signer information has them. */
export const signerOfCertificate = (
  issuer: Uint8Array,
  serial: Uint8Array,
): Uint8Array<ArrayBuffer> => der(0x30, [2, 1, 1], der(0x30, issuer, serial), der(0x30))

export const signerNamed = (serial: number, issuer: string): Uint8Array<ArrayBuffer> =>
  signerOfCertificate(name(issuer), der(2, [serial]))

export const signedData = (
  certificates: readonly Uint8Array[],
  signer: Uint8Array,
): Uint8Array<ArrayBuffer> =>
  der(
    0x30,
    [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2],
    der(
      0xa0,
      der(
        0x30,
        [2, 1, 1],
        der(0x31),
        der(0x30, [6, 1, 0x2a]),
        der(0xa0, ...certificates),
        der(0x31, signer),
      ),
    ),
  )
