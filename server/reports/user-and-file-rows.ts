import type { DeviceEntry, FileEntry, UserAndFile } from './read-users-and-files.ts'

/** What a report shows of a device and of a file, as one text. */
export type Looks = { device: (device: DeviceEntry) => string; file: (file: FileEntry) => string }

/** A number that entries which look the same share; the text of an entry is made once. */
const numbered = <Entry extends { id: number }>(
  lookOf: (entry: Entry) => string,
): ((entry: Entry) => number) => {
  const known = new Map<number, number>()
  const looks = new Map<string, number>()
  return (entry) => {
    const before = known.get(entry.id)
    if (before !== undefined) return before
    const text = lookOf(entry)
    const look = looks.get(text) ?? looks.size
    looks.set(text, look)
    known.set(entry.id, look)
    return look
  }
}

/**
 * Adds up sums that look the same in a report; the most first, then in the order of the sums. Looks are compared by number: there
 * are many rows of few users, devices and files.
 */
export const mergedSums = (sums: readonly UserAndFile[], looks: Looks): UserAndFile[] => {
  const userLook = numbered(({ upn }: UserAndFile['user']) => upn)
  const deviceLook = numbered(looks.device)
  const fileLook = numbered(looks.file)
  const rows = new Map<string, UserAndFile>()
  for (const sum of sums) {
    const { user, device, file, elevation_type: type, day } = sum
    const key = `${userLook(user)} ${deviceLook(device)} ${fileLook(file)} ${type} ${day}`
    const row = rows.get(key)
    if (row) row.events += sum.events
    else rows.set(key, sum)
  }
  return [...rows.values()].sort((one, other) => other.events - one.events)
}
