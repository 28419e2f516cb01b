import { canonicalJson } from '../audit/canonical-json.ts'
import { sha256 } from '../audit/chain.ts'
import { badRequest } from '../http/graph-failure.ts'
import type { Db } from '../store/schema.ts'

/** Where a page ended: the sort keys of its last row, in the order of the sort. */
export type Position = readonly (string | number)[]

const secretKey = 'skipTokenSecret'
const keys = new WeakMap<Db, Promise<CryptoKey>>()
const encoder = new TextEncoder()

const loadKey = async (db: Db, newId: () => string): Promise<CryptoKey> => {
  const fresh = await sha256(`${newId()}${newId()}`)
  await db
    .insertInto('meta')
    .values({ key: secretKey, value: fresh })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const { value } = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', secretKey)
    .executeTakeFirstOrThrow()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  return crypto.subtle.importKey('raw', encoder.encode(value), algorithm, false, ['sign'])
}

const keyOf = (db: Db, newId: () => string): Promise<CryptoKey> => {
  const known = keys.get(db)
  if (known) return known
  const loading = loadKey(db, newId)
  keys.set(db, loading)
  loading.catch(() => keys.delete(db))
  return loading
}

const hex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

const toBase64Url = (text: string) =>
  btoa(Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
const fromBase64Url = (text: string) => {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)))
}

const sameText = (one: string, other: string) => {
  let difference = one.length ^ other.length
  for (let index = 0; index < other.length; index += 1) {
    difference |= one.charCodeAt(index % (one.length || 1)) ^ other.charCodeAt(index)
  }
  return difference === 0
}

/**
 * Tokens are opaque and hold only for the same person, query and scope (R19): the position is signed together with
 * `binding`, which names all three. The signature covers the encoded text, so that no other spelling of it is valid.
 */
export const skipTokens = (source: { db: Db; newId: () => string }, binding: unknown) => {
  const sign = async (payload: string) => {
    const key = await keyOf(source.db, source.newId)
    const bound = encoder.encode(`${payload}.${canonicalJson(binding)}`)
    return hex(await crypto.subtle.sign('HMAC', key, bound))
  }
  return {
    write: async (position: Position): Promise<string> => {
      const payload = toBase64Url(JSON.stringify(position))
      return `${payload}.${await sign(payload)}`
    },
    read: async (token: string): Promise<Position> => {
      const [payload = '', signature = '', ...rest] = token.split('.')
      if (rest.length > 0 || !sameText(signature, await sign(payload))) {
        throw badRequest('The $skiptoken does not belong to this query.', '$skiptoken')
      }
      return JSON.parse(fromBase64Url(payload)) as (string | number)[]
    },
  }
}
