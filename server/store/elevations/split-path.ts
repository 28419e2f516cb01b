/** A full path in two: the folder with its last separator, and the file's name, which has none. */
export const splitPath = (path: string): { folder: string; name: string } => {
  const at = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1
  return { folder: path.slice(0, at), name: path.slice(at) }
}
