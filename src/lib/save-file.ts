/** Where a file goes that is written piece by piece. `abort` leaves no half file behind. */
export type SaveTarget = {
  write: (text: string) => Promise<void>
  close: () => Promise<void>
  abort: () => Promise<void>
}

type FileHandle = {
  createWritable: () => Promise<{
    write: (data: string) => Promise<void>
    close: () => Promise<void>
    abort: () => Promise<void>
  }>
}
/** File System Access, which not every browser has. */
type Picker = (options: {
  suggestedName: string
  types: { accept: Record<string, string[]> }[]
}) => Promise<FileHandle>

const named = (reason: unknown, name: string) =>
  reason instanceof DOMException && reason.name === name

/** Long enough for a browser to have taken over the largest file. */
const keptFor = 60_000

/** Hands a finished file to the browser's downloads. `name` is ours, never a device's or a stranger's (R33). */
export const saveBlob = (name: string, blob: Blob) => {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), keptFor)
}

const pieceSize = 4 * 1024 * 1024

/** Collects the text in blobs, which browsers may keep on disk, and saves it when it is whole. */
const blobTarget = (name: string, type: string): SaveTarget => {
  const blobs: Blob[] = []
  let texts: string[] = []
  let length = 0
  const pack = () => {
    if (length > 0) blobs.push(new Blob(texts))
    texts = []
    length = 0
  }
  return {
    write: (text) => {
      texts.push(text)
      length += text.length
      if (length >= pieceSize) pack()
      return Promise.resolve()
    },
    close: () => {
      pack()
      saveBlob(name, new Blob(blobs, { type }))
      return Promise.resolve()
    },
    abort: () => {
      blobs.length = 0
      texts = []
      return Promise.resolve()
    },
  }
}

/**
 * Asks where to save, where the browser can, and otherwise collects a download. Call it first thing in a click: later the browser
 * does not let a page ask. Null when the person thought better of it.
 */
export const openSaveTarget = async (
  name: string,
  type: `${string}/${string}`,
): Promise<SaveTarget | null> => {
  const { showSaveFilePicker: pick } = globalThis as { showSaveFilePicker?: Picker }
  if (pick === undefined) return blobTarget(name, type)
  try {
    const extension = name.slice(name.lastIndexOf('.'))
    const handle = await pick({ suggestedName: name, types: [{ accept: { [type]: [extension] } }] })
    return await handle.createWritable()
  } catch (reason) {
    if (named(reason, 'AbortError')) return null
    if (named(reason, 'SecurityError') || named(reason, 'NotAllowedError'))
      return blobTarget(name, type)
    throw reason
  }
}
