import { fileHashOf } from '../ids.ts'
import { fileOf, type SampleFile } from './file.ts'
import { requestedFiles } from './requested-files.ts'

/** Windows tools that rules name but nobody has to ask for. */
const inBoxFiles = [
  ['regedit.exe', 'C:\\Windows', 'Registry Editor', '', '10.0.26100.6899', 'microsoft'],
  ['dsregcmd.exe', 'C:\\Windows\\System32', 'Join status', '', '10.0.26100.6899', 'microsoft'],
  [
    'mmc.exe',
    'C:\\Windows\\System32',
    'Microsoft Management Console',
    '',
    '10.0.26100.6899',
    'microsoft',
  ],
  [
    'netsh.exe',
    'C:\\Windows\\System32',
    'Network Command Shell',
    '',
    '10.0.26100.6899',
    'microsoft',
  ],
  [
    'powershell.exe',
    'C:\\Windows\\System32\\WindowsPowerShell\\v1.0',
    'Windows PowerShell',
    '',
    '10.0.26100.6899',
    'microsoft',
  ],
  ['net-tunnel.exe', 'C:\\Users\\{user}\\Downloads', '', '', '0.9.1.0', null],
] as const

/** Everything that people of the sample tenant run and a rule may name. */
export const runnableFiles: readonly SampleFile[] = [
  ...requestedFiles,
  ...inBoxFiles.map((row) => {
    const file = fileOf(row)
    return file.name === 'net-tunnel.exe' ? { ...file, hash: fileHashOf(file.name) } : file
  }),
]
