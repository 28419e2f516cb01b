import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'

/**
 * A checkpoint as a signed note in the format of C2SP (tlog-checkpoint and signed-note, Ed25519): origin, number of records,
 * hash of the last one, and further lines; below an empty line the signature. The hash is the head of our chain and not the
 * root of a tree: a witness can keep and sign it, but not follow how the log grew.
 */
export type Checkpoint = {
  origin: string
  count: number
  /** Hash of record `count`, hex as in the log. */
  head: string
  /** By the console's clock, which may have been put back. */
  time: string
  /** The database was put back on purpose: what was signed over more records than `kept` before this no longer applies. */
  restored: { from: number; kept: number } | null
}

/** Whose signature it is, and whether it can be checked. */
export type VerifierKey = { name: string; publicKey: KeyObject }

const ed25519 = 0x01
const signatureLength = 64
const hintLength = 4
/** Of an Ed25519 key in SPKI: what comes before the 32 bytes of the key. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

const rawKey = (publicKey: KeyObject) =>
  publicKey.export({ type: 'spki', format: 'der' }).subarray(spkiPrefix.length)

/** The first bytes of a signature tell which key made it. */
const hintOf = (name: string, publicKey: KeyObject) =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([ed25519]))
    .update(rawKey(publicKey))
    .digest()
    .subarray(0, hintLength)

/** The name follows from the key, so that nothing beside the key has to be kept. */
export const nameOf = (publicKey: KeyObject): string =>
  `epm-console/audit/${createHash('sha256').update(rawKey(publicKey)).digest('hex').slice(0, 16)}`

/** The public key on one line: `name+hint+base64`. */
export const writeVerifierKey = ({ name, publicKey }: VerifierKey): string => {
  const key = Buffer.concat([Buffer.from([ed25519]), rawKey(publicKey)])
  return `${name}+${hintOf(name, publicKey).toString('hex')}+${key.toString('base64')}`
}

/** Null for what is no such line. */
export const readVerifierKey = (line: string): VerifierKey | null => {
  const [, name, hint, base64] =
    /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(line.trim()) ?? []
  const bytes = Buffer.from(base64 ?? '', 'base64')
  if (name === undefined || bytes.length !== 33 || bytes[0] !== ed25519) return null
  const der = Buffer.concat([spkiPrefix, bytes.subarray(1)])
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
  return hintOf(name, publicKey).toString('hex') === hint ? { name, publicKey } : null
}

const textOf = ({ origin, count, head, time, restored }: Checkpoint) =>
  [
    origin,
    String(count),
    Buffer.from(head, 'hex').toString('base64'),
    `time ${time}`,
    ...(restored ? [`restored from ${restored.from} kept ${restored.kept}`] : []),
    '',
  ].join('\n')

/** The note with its signature, ending with an empty line, as it is appended to a file. */
export const writeNote = (checkpoint: Checkpoint, privateKey: KeyObject): string => {
  const publicKey = createPublicKey(privateKey)
  const text = textOf(checkpoint)
  const bytes = Buffer.concat([
    hintOf(checkpoint.origin, publicKey),
    sign(null, Buffer.from(text), privateKey),
  ])
  return `${text}\n\u2014 ${checkpoint.origin} ${bytes.toString('base64')}\n\n`
}

/** What the text of a note says; null when it is none of ours. Its signature is for `isSigned`. */
export const parseText = (text: string): Checkpoint | null => {
  const [origin = '', count = '', hash = '', ...more] = text.split('\n').slice(0, -1)
  const time = /^time (\S+)$/.exec(more[0] ?? '')?.[1]
  const restored = /^restored from (\d{1,15}) kept (\d{1,15})$/.exec(more[1] ?? '')
  const head = Buffer.from(hash, 'base64')
  if (origin === '' || !/^\d{1,15}$/.test(count) || head.length !== 32 || time === undefined)
    return null
  return {
    origin,
    count: Number(count),
    head: head.toString('hex'),
    time,
    restored: restored ? { from: Number(restored[1]), kept: Number(restored[2]) } : null,
  }
}

export type Signature = { name: string; hint: Buffer; bytes: Buffer }

/** The signature on a note's last line; null when the line was not written to its end. */
export const parseSignature = (line: string): Signature | null => {
  const [, name = '', base64 = ''] = /^\u2014 (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? []
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length < hintLength + signatureLength) return null
  return { name, hint: bytes.subarray(0, hintLength), bytes: bytes.subarray(hintLength) }
}

export const madeBy = ({ name, hint }: Signature, key: VerifierKey): boolean =>
  key.name === name && hintOf(name, key.publicKey).equals(hint)

export const isSigned = (text: string, signature: Signature, key: VerifierKey): boolean =>
  verify(null, Buffer.from(text), key.publicKey, signature.bytes)
