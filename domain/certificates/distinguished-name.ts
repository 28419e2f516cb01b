import type { BaseBlock } from 'asn1js'

import type { DistinguishedName, NameAttribute } from './certificate.ts'
import { content, isUniversal, Malformed, members, oid, tags, toHex } from './der.ts'

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.13': 'description',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.42': 'GN',
  '2.5.4.43': 'initials',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.65': 'pseudonym',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '1.3.6.1.4.1.311.60.2.1.1': 'jurisdictionL',
  '1.3.6.1.4.1.311.60.2.1.2': 'jurisdictionST',
  '1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionC',
}

const decoders: readonly (readonly [number, string])[] = [
  [tags.utf8, 'utf-8'],
  [tags.bmp, 'utf-16be'],
  [tags.printable, 'latin1'],
  [tags.ia5, 'latin1'],
  [tags.numeric, 'latin1'],
  [tags.visible, 'latin1'],
  // Everybody writes Latin-1 into T61String, and everybody reads it so.
  [tags.t61, 'latin1'],
]

/** A Name of X.501, with every string type that certificates use. */
export const readName = (block: BaseBlock | undefined): DistinguishedName => {
  // Relative names without an attribute occur, say nothing and are passed over.
  const rdns = members(block, tags.sequence)
    .map((rdn) => members(rdn, tags.set).map(readAttribute))
    .filter((rdn) => rdn.length > 0)
  const all = rdns.flat()
  // Where a name has several, the last one is the most specific.
  const last = (type: string) => all.findLast((attribute) => attribute.type === type)?.value ?? null
  return {
    rdns,
    text: rdns.map((rdn) => rdn.map(attributeText).join(' + ')).join(', '),
    commonName: last('CN'),
    organization: last('O'),
  }
}

const readAttribute = (block: BaseBlock): NameAttribute => {
  const [type, value, more] = members(block, tags.sequence)
  if (!value || more) throw new Malformed()
  const id = oid(type)
  return { type: shortNames[id] ?? id, value: readString(value) }
}

const readString = (block: BaseBlock): string => {
  for (const [tag, encoding] of decoders) {
    if (!isUniversal(block, tag)) continue
    const bytes = content(block, tag)
    try {
      return encoding === 'latin1'
        ? Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
        : new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch {
      throw new Malformed()
    }
  }
  if (block.idBlock.tagClass === 1 && block.idBlock.tagNumber === tags.universal) {
    return readUtf32(content(block, tags.universal))
  }
  // A unique identifier is a bit string; nothing else has a place in a name.
  return `#${toHex(content(block, tags.bitString))}`
}

const readUtf32 = (bytes: Uint8Array): string => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  if (bytes.length % 4 !== 0) throw new Malformed()
  for (let at = 0; at < bytes.length; at += 4) {
    const codePoint = view.getUint32(at)
    if (codePoint > 0x10ffff) throw new Malformed()
    text += String.fromCodePoint(codePoint)
  }
  return text
}

const attributeText = ({ type, value }: NameAttribute): string => {
  const quoted = /[,+"\\<>;]|^[# ]| $/.test(value) && !/^#[0-9A-F]+$/.test(value)
  return `${type} = ${quoted ? `"${value.replace(/["\\]/g, '\\$&')}"` : value}`
}
