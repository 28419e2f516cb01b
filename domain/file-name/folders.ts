/** Judgements about Windows folders, from their text alone. Case never matters on Windows. */

const segmentsOf = (path: string): string[] =>
  path
    .toLowerCase()
    .split(/[\\/]/)
    .filter((segment) => segment !== '')

/** UNC paths (also behind the long-path prefix) and URLs. A mapped drive cannot be told from its letter. */
export const isNetworkPath = (path: string): boolean =>
  /^[a-z][a-z0-9+.-]+:\/\//i.test(path) ||
  (/^[\\/]{2}/.test(path) && !isDevicePath(path)) ||
  /^[\\/]{2}[?.][\\/]unc[\\/]/i.test(path)

/** Paths of the `\\?\` and `\\.\` kind, which go around the checks of ordinary paths. */
export const isDevicePath = (path: string): boolean => /^[\\/]{2}[?.]([\\/]|$)/.test(path)

/** A path that does not say from the root where it is, or that climbs: its place is not what it looks like. */
export const isRelativePath = (path: string): boolean =>
  path !== '' &&
  !isNetworkPath(path) &&
  (!/^([a-z]:[\\/]|%[^%\\/]+%([\\/]|$))/i.test(path) || hasDotSegment(path))

/** `.` and `..` as whole segments. */
export const hasDotSegment = (path: string): boolean =>
  segmentsOf(path).some((segment) => /^\.{1,2}$/.test(segment))

const systemDrives = ['c:', '%systemdrive%', '%homedrive%']
const protectedVariables = [
  '%programfiles%',
  '%programfiles(x86)%',
  '%programw6432%',
  '%commonprogramfiles%',
  '%commonprogramfiles(x86)%',
  '%commonprogramw6432%',
]
const windowsVariables = ['%windir%', '%systemroot%']
const profileVariables = [
  '%userprofile%',
  '%appdata%',
  '%localappdata%',
  '%homepath%',
  '%public%',
  '%onedrive%',
  '%onedrivecommercial%',
  '%home%',
]
const protectedFolders = ['program files', 'program files (x86)', 'program files (arm)']

/** Folders below Windows in which standard users can create files by default. */
const writableInWindows = [
  'temp',
  'tasks',
  'tracing',
  'debug\\wia',
  'registration\\crmlog',
  'system32\\tasks',
  'syswow64\\tasks',
  'system32\\spool\\drivers\\color',
  'system32\\spool\\printers',
  'system32\\spool\\servers',
  'system32\\fxstmp',
  'syswow64\\fxstmp',
  'system32\\com\\dmp',
  'syswow64\\com\\dmp',
  'system32\\microsoft\\crypto\\rsa\\machinekeys',
]

/**
 * In words, why a standard user can probably write in this folder; null when Windows protects it by default. Only
 * Windows and Program Files count as protected: elsewhere users may create folders and files on a usual installation.
 */
export const userWritableFolder = (path: string): string | null => {
  const [drive = '', ...rest] = segmentsOf(path)
  if (path === '') return 'any folder'
  if (isNetworkPath(path)) return 'a network location'
  if (isDevicePath(path) || isRelativePath(path)) return 'a place that the path does not fix'
  if (protectedVariables.includes(drive)) return null
  if (windowsVariables.includes(drive)) return inWindows(rest)
  if (profileVariables.includes(drive)) return 'a user profile'
  if (drive === '%temp%' || drive === '%tmp%') return 'a temporary folder'
  if (drive === '%programdata%' || drive === '%allusersprofile%') return 'ProgramData'
  if (rest.length === 0) return 'the root of a drive'
  const [top = '', ...below] = rest
  if (top === 'users' || top === 'documents and settings') {
    return rest.includes('downloads') ? 'a Downloads folder' : 'a user profile'
  }
  if (top === 'programdata') return 'ProgramData'
  if (systemDrives.includes(drive)) {
    if (protectedFolders.includes(top)) return null
    if (top === 'windows') return inWindows(below)
  }
  if (rest.includes('temp') || rest.includes('tmp')) return 'a temporary folder'
  if (rest.includes('downloads')) return 'a Downloads folder'
  return 'a folder outside Windows and Program Files'
}

const inWindows = (below: string[]): string | null => {
  const folder = below.join('\\')
  // `SYSTEM~1` stands for a folder that its text does not tell.
  if (below.some((segment) => /~\d/.test(segment))) return 'a short name that hides the folder'
  const writable = writableInWindows.some(
    (place) => folder === place || folder.startsWith(`${place}\\`),
  )
  if (writable) return 'a folder in Windows that users can write to'
  return /^[*?]/.test(folder) ? 'a wildcard that also reaches Windows\\Temp' : null
}
