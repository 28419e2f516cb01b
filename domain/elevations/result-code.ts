import type { Elevation } from '#contract/elevations.ts'

/**
 * How a run ended. A denied file never ran; the wire has no word for it, so it is told by its missing type and a result
 * that is not 0 (epm-behaviour 8.2). Of unmanaged elevations every result is 0 and says nothing.
 */
export type ElevationOutcome = 'succeeded' | 'failed' | 'denied' | 'notTold'

/** Results that mean success: 0, and the installer's two that ask for, or begin, a restart. */
export const successCodes: readonly number[] = [0, 1641, 3010]

export const outcomeOf = ({
  elevationType,
  result,
}: Pick<Elevation, 'elevationType' | 'result'>): ElevationOutcome => {
  if (elevationType === 'unmanagedElevation') return 'notTold'
  if (successCodes.includes(result)) return 'succeeded'
  return elevationType === 'undetermined' ? 'denied' : 'failed'
}

/** Exit codes of Windows programs and of Windows Installer, in words. Programs may mean something else by them. */
const words: ReadonlyMap<number, string> = new Map([
  [0, 'Success'],
  [-1, 'The program gave up for a reason of its own'],
  [1, 'General error, or a meaning of the program’s own'],
  [2, 'File not found, or a meaning of the program’s own'],
  [3, 'Folder not found'],
  [5, 'Access denied'],
  [13, 'The data is not valid'],
  [32, 'The file is in use by another program'],
  [87, 'A parameter is wrong'],
  [112, 'The disk is full'],
  [193, 'Not a program for this version of Windows'],
  [206, 'The name of the file is too long'],
  [259, 'Still running when it was reported'],
  [740, 'The program needs elevation and did not get it'],
  [1223, 'Cancelled by the user'],
  [1460, 'Took too long'],
  [1601, 'Windows Installer could not be reached'],
  [1602, 'Installation cancelled by the user'],
  [1603, 'Installation failed'],
  [1604, 'Installation suspended, not finished'],
  [1605, 'The product is not installed'],
  [1612, 'The source of the installation is not there'],
  [1613, 'The package needs a newer Windows Installer'],
  [1618, 'Another installation is already running'],
  [1619, 'The package could not be opened'],
  [1620, 'The package is not a valid one'],
  [1622, 'The log file could not be opened'],
  [1624, 'A transform could not be applied'],
  [1625, 'The installation is forbidden by a policy of Windows'],
  [1632, 'The temporary folder is full or cannot be used'],
  [1633, 'The package is for another kind of processor'],
  [1635, 'The update could not be opened'],
  [1636, 'The update is not a valid one'],
  [1638, 'Another version of the product is already installed'],
  [1639, 'The command line is not valid'],
  [1641, 'Success, a restart was begun'],
  [1642, 'The program to update is not there'],
  [1643, 'The update is forbidden by a policy of Windows'],
  [3010, 'Success, a restart is needed'],
  [-1073741819, 'Crashed: it used memory that is not its own'],
  [-1073741795, 'Crashed: an instruction this processor does not know'],
  [-1073741571, 'Crashed: out of stack'],
  [-1073741515, 'A library that it needs was not found'],
  [-1073741511, 'A library that it needs is of the wrong version'],
  [-1073741510, 'Closed by the user'],
  [-1073741502, 'A library could not be initialised'],
  [-1073740940, 'Crashed: its memory was damaged'],
  [-1073740791, 'Stopped itself: its memory was damaged'],
  [-532462766, 'Crashed: a .NET error that it did not handle'],
  [-2147467259, 'Error without a reason'],
  [-2147024894, 'File not found'],
  [-2147024891, 'Access denied'],
  [-2147023673, 'Cancelled by the user'],
  [-2147023293, 'Installation failed'],
])

/** The exit code in words, without the number; null when this console has none for it. */
export const resultWords = (result: number): string | null => words.get(result | 0) ?? null

/** As people look codes up: large ones in hex, `0xC000013A`; others as they are. */
export const resultNumber = (result: number): string =>
  result < -1 ? `0x${(result >>> 0).toString(16).toUpperCase()}` : String(result)
