import { fileHashOf } from '../ids.ts'

/** A file that is elevated without EPM, as it shows in the reports: no chain, only what the device tells. */
export type BackgroundFile = {
  path: string
  description: string
  product: string
  company: string
  version: string
  hash: string
  parent: string
  weight: number
}

type Row = readonly [
  path: string,
  description: string,
  product: string,
  company: string,
  version: string,
  parent: string,
]

const windows = 'Microsoft\u00AE Windows\u00AE Operating System'
const microsoft = 'Microsoft Windows'
const system = 'C:\\Windows\\System32'
const inBox = '10.0.26100.6899'

const background = (rows: readonly Row[]): BackgroundFile[] =>
  rows.map(([path, description, product, company, version, parent], index) => ({
    path,
    description,
    product,
    company,
    version,
    parent,
    hash: fileHashOf(`${path} ${version}`),
    weight: 1 / (index + 1),
  }))

/** What services and scheduled tasks start; most frequent first. */
export const systemFiles = background([
  [
    `${system}\\taskhostw.exe`,
    'Host Process for Windows Tasks',
    windows,
    microsoft,
    inBox,
    'svchost.exe',
  ],
  [
    `${system}\\dism\\dismhost.exe`,
    'Dism Host Servicing Process',
    windows,
    microsoft,
    inBox,
    'cleanmgr.exe',
  ],
  [
    'C:\\Program Files (x86)\\Microsoft Intune Management Extension\\AgentExecutor.exe',
    'AgentExecutor',
    'Microsoft Intune',
    'Microsoft Corporation',
    '1.93.102.0',
    'Microsoft.Management.Services.IntuneWindowsAgent.exe',
  ],
  [
    `${system}\\sc.exe`,
    'Service Control Manager Configuration Tool',
    windows,
    microsoft,
    inBox,
    'cmd.exe',
  ],
  [`${system}\\pnputil.exe`, 'Microsoft PnP Utility', windows, microsoft, inBox, 'svchost.exe'],
  [
    'C:\\Program Files\\Litware\\Agent\\lwagent-update.exe',
    'Agent update',
    'Litware Agent',
    'Litware GmbH',
    '5.12.0.88',
    'services.exe',
  ],
])

/** What people start with Run as administrator; most frequent first. */
export const runAsAdministratorFiles = background([
  [
    `${system}\\WindowsPowerShell\\v1.0\\powershell.exe`,
    'Windows PowerShell',
    windows,
    microsoft,
    inBox,
    'explorer.exe',
  ],
  [`${system}\\cmd.exe`, 'Windows Command Processor', windows, microsoft, inBox, 'explorer.exe'],
  [`${system}\\mmc.exe`, 'Microsoft Management Console', windows, microsoft, inBox, 'explorer.exe'],
  ['C:\\Windows\\regedit.exe', 'Registry Editor', windows, microsoft, inBox, 'explorer.exe'],
  [`${system}\\net.exe`, 'Net Command', windows, microsoft, inBox, 'powershell.exe'],
  [
    'C:\\Program Files\\Notepad++\\notepad++.exe',
    'Notepad++',
    'Notepad++',
    'Notepad++',
    '8.6.9.0',
    'explorer.exe',
  ],
  [`${system}\\msiexec.exe`, 'Windows\u00AE installer', windows, microsoft, inBox, 'explorer.exe'],
  [`${system}\\devmgmt.msc`, '', '', microsoft, '', 'mmc.exe'],
  [
    'C:\\Users\\Public\\Downloads\\driver-fix-pro.exe',
    'Driver Fix Pro',
    'Driver Fix Pro',
    '',
    '3.0.1.0',
    'explorer.exe',
  ],
  [
    'C:\\Program Files\\Northwind\\ScanStation\\update.exe',
    'Update',
    'Northwind Scan Station',
    'Northwind Traders Ltd',
    '9.8.1.0',
    'explorer.exe',
  ],
  ['C:\\Tools\\putty.exe', 'SSH client', 'PuTTY', '', '0.81.0.0', 'explorer.exe'],
  [`${system}\\netsh.exe`, 'Network Command Shell', windows, microsoft, inBox, 'cmd.exe'],
])

/** What installers and debuggers start below themselves. */
export const childFiles = background([
  [`${system}\\msiexec.exe`, 'Windows\u00AE installer', windows, microsoft, inBox, ''],
  [`${system}\\cmd.exe`, 'Windows Command Processor', windows, microsoft, inBox, ''],
  [`${system}\\pnputil.exe`, 'Microsoft PnP Utility', windows, microsoft, inBox, ''],
  [`${system}\\conhost.exe`, 'Console Window Host', windows, microsoft, inBox, ''],
  [
    `${system}\\WindowsPowerShell\\v1.0\\powershell.exe`,
    'Windows PowerShell',
    windows,
    microsoft,
    inBox,
    '',
  ],
])
