import { useSyncExternalStore } from 'react'

/** What one person chose for the lists, kept in this browser: read tolerantly, for anything may stand there. */

let owner = ''
const listeners = new Set<() => void>()
const read = new Map<string, { text: string | null; value: unknown }>()
/** Holds without storage too, until the page is left. */
const memory = new Map<string, string>()

const nameOf = (key: string) => `list:${owner}:${key}`

const textOf = (name: string): string | null => {
  try {
    return localStorage.getItem(name)
  } catch {
    return memory.get(name) ?? null
  }
}

const parsed = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** From now on choices are those of this person: two people at one browser do not see each other's. */
export const keepChoicesOf = (person: string) => {
  owner = person
}

/** `parse` makes a value of whatever is stored, null included; the same stored text gives the same value. */
export const readKept = <T>(key: string, parse: (saved: unknown) => T): T => {
  const name = nameOf(key)
  const text = textOf(name)
  const known = read.get(name)
  if (known !== undefined && known.text === text) return known.value as T
  const value = parse(parsed(text))
  read.set(name, { text, value })
  return value
}

export const keep = (key: string, value: unknown) => {
  const text = JSON.stringify(value)
  try {
    localStorage.setItem(nameOf(key), text)
  } catch {
    memory.set(nameOf(key), text)
  }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  // Another window of the same person.
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

export const useKept = <T>(key: string, parse: (saved: unknown) => T): T =>
  useSyncExternalStore(subscribe, () => readKept(key, parse))
