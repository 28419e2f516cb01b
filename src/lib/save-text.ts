import { saveBlob } from './save-file.ts'

/** Saves a text as a file of this browser. `name` is ours, never a device's or a stranger's (R33). */
export const saveText = (name: string, text: string, type: string) =>
  saveBlob(name, new Blob([text], { type }))
