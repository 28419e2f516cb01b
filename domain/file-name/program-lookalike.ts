import { extensionOf } from './shorten.ts'

/** Programs of Windows whose names harmful files like to wear, without their extension. */
const windowsPrograms = (
  'svchost explorer lsass csrss smss winlogon wininit services spoolsv taskhostw taskmgr dllhost conhost rundll32 ' +
  'regsvr32 msiexec powershell wscript cscript mshta regedit iexplore userinit ctfmon sihost certutil schtasks cmd'
).split(' ')
/** With names beside them that are honest: other programs of Windows, and ordinary words. */
const known = new Set([...windowsPrograms, 'taskhost', 'regedt32', 'pwsh', 'explore', 'service'])

/** Short names, and those one letter away from ordinary words, only count when drawn alike. */
const onlyDrawnAlike = new Set(['smss', 'services', 'mshta', 'cmd'])
/** One letter makes too little difference between shorter names. */
const shortestForOneOff = 5

const runs = new Set('.exe .com .scr .pif .bat .cmd .dll .cpl .msi'.split(' '))

/** Every character and pair that passes for another one, brought to one of them. */
const drawn = (name: string): string =>
  name
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replace(/[1i|!]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('3', 'e')
    .replace(/[5$]/g, 's')
    .replace(/[4@]/g, 'a')

/** One letter added, left out, changed, or changed in place with its neighbour. */
const isOneOff = (one: string, other: string): boolean => {
  if (Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start += 1
  const rest = (name: string, skipped: number) => name.slice(start + skipped)
  if (rest(one, 1) === rest(other, 1)) return true
  if (rest(one, 1) === rest(other, 0) || rest(one, 0) === rest(other, 1)) return true
  const swapped = `${one[start + 1] ?? ''}${one[start] ?? ''}`
  return swapped === other.slice(start, start + 2) && rest(one, 2) === rest(other, 2)
}

/** The Windows program that a file name passes for without being it ("svch0st.exe"): its name, else null. */
export const programLookedLike = (fileName: string): string | null => {
  const extension = extensionOf(fileName)
  if (!runs.has(extension.toLowerCase())) return null
  const stem = fileName.slice(0, -extension.length).toLowerCase()
  if (known.has(stem)) return null
  const found = windowsPrograms.find(
    (program) =>
      drawn(stem) === drawn(program) ||
      (!onlyDrawnAlike.has(program) &&
        program.length >= shortestForOneOff &&
        isOneOff(stem, program)),
  )
  return found === undefined ? null : `${found}.exe`
}
