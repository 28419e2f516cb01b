import { fileOf, type FileRow } from './file.ts'

const downloads = 'C:\\Users\\{user}\\Downloads'
const desktop = 'C:\\Users\\{user}\\Desktop'
const temporary = 'C:\\Users\\{user}\\AppData\\Local\\Temp'

/** Names made to mislead: the interface has to warn of each (direction override, look-alike letter, double extension …). */
const spoofed: readonly FileRow[] = [
  // Right-to-left override: shows as "Lieferschein_exe.pdf".
  ['Lieferschein_\u202Efdp.exe', downloads, '', '', '', null],
  // Cyrillic a in the file name and in the signer.
  [
    'F\u0430brikamStudioSetup-x64-8.4.1.exe',
    downloads,
    'Fabrikam Studio installer',
    'F\u0430brikam Studio',
    '8.4.1.0',
    'lookAlike',
  ],
  ['Invoice-2026-1187.pdf.exe', downloads, 'PDF document', '', '1.0.0.0', null],
  [
    'quarterly report.xlsx                                                            .exe',
    desktop,
    '',
    '',
    '',
    null,
  ],
  ['setup\u200B.exe', temporary, 'Windows Update', 'Microsoft Windows', '10.0.1.0', null],
  [
    `FabrikamStudioEnterpriseEditionWithAllOptionalComponentsAndLanguagePacks-${'x64-'.repeat(30)}final-final(2).exe`,
    downloads,
    'Fabrikam Studio installer',
    'Fabrikam Studio',
    '8.4.1.0',
    'fabrikam',
  ],
  [
    'svch0st.exe',
    'C:\\Users\\{user}\\AppData\\Roaming',
    'Host Process for Windows Services',
    'Microsoft\u00AE Windows\u00AE Operating System',
    '10.0.26100.1',
    null,
  ],
]
export const spoofedFiles = spoofed.map(fileOf)
