import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { ConfigError } from '../config.ts'
import { nameOf, readVerifierKey, writeVerifierKey, type VerifierKey } from './note.ts'

export type SigningKey = VerifierKey & {
  privateKey: KeyObject
  /** The public key on one line, to be kept elsewhere. */
  line: string
  /** Others on this machine can read it. */
  exposed: boolean
}

export const publicFileOf = (file: string) => `${file}.pub`

const toKey = (pem: string, file: string): SigningKey => {
  let privateKey: KeyObject
  try {
    privateKey = createPrivateKey(pem)
  } catch {
    throw new ConfigError(`${file} is no private key in PEM.`)
  }
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new ConfigError(`${file} is no Ed25519 key.`)
  const publicKey = createPublicKey(privateKey)
  const verifier = { name: nameOf(publicKey), publicKey }
  const exposed = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0
  return { ...verifier, privateKey, line: writeVerifierKey(verifier), exposed }
}

/** The key that signs checkpoints; null when it was never made. Throws `ConfigError`. */
export const readSigningKey = (file: string): SigningKey | null =>
  existsSync(file) ? toKey(readFileSync(file, 'utf8'), file) : null

/** The same, made on the first start: readable by its owner only, with the public key beside it. */
export const signingKey = (file: string): SigningKey => {
  const known = readSigningKey(file)
  if (known) return known
  const { privateKey } = generateKeyPairSync('ed25519')
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  writeFileSync(file, pem, { mode: 0o600, flag: 'wx' })
  const key = toKey(String(pem), file)
  writeFileSync(publicFileOf(file), `${key.line}\n`, { mode: 0o644 })
  return key
}

/** A public key as text, or the name of a file with one on each line. Throws `ConfigError`. */
export const readPublicKeys = (text: string): VerifierKey[] => {
  const lines = existsSync(text) ? readFileSync(text, 'utf8').trim().split('\n') : [text]
  return lines.map((line) => {
    const key = readVerifierKey(line)
    if (!key) throw new ConfigError(`${text} is no public key of checkpoints (name+hint+base64).`)
    return key
  })
}
