import { describe, expect, it } from 'vitest'

import { programLookedLike } from './program-lookalike.ts'
import { inspectText } from './spoofing.ts'

describe('names that pass for a program of Windows', () => {
  it.each([
    ['svch0st.exe', 'svchost.exe'],
    ['SVCH0ST.EXE', 'svchost.exe'],
    ['scvhost.exe', 'svchost.exe'],
    ['svhost.exe', 'svchost.exe'],
    ['svchosts.exe', 'svchost.exe'],
    ['exp1orer.exe', 'explorer.exe'],
    ['lsasss.exe', 'lsass.exe'],
    ['Isass.exe', 'lsass.exe'],
    ['rnsiexec.exe', 'msiexec.exe'],
    ['msiexce.exe', 'msiexec.exe'],
    ['p0wershell.exe', 'powershell.exe'],
    ['rundl132.exe', 'rundll32.exe'],
    ['rundll23.exe', 'rundll32.exe'],
    ['crnd.exe', 'cmd.exe'],
    ['svvchost.scr', 'svchost.exe'],
  ])('%s looks like %s', (name, program) => {
    expect(programLookedLike(name)).toBe(program)
    const { warnings } = inspectText(name, 'fileName')
    expect(warnings.find(({ kind }) => kind === 'program')?.message).toContain(`“${program}”`)
  })

  it.each([
    ...'svchost.exe Explorer.EXE lsass.exe msiexec.exe powershell.exe rundll32.exe wscript.exe'.split(
      ' ',
    ),
    ...'cscript.exe taskhost.exe taskhostw.exe regedt32.exe regedit.exe services.exe cmd.exe'.split(
      ' ',
    ),
    ...'setup.exe service.exe class.exe glass.exe FabrikamStudioSetup-x64-8.4.1.exe'.split(' '),
    ...'db-migrate.exe Set-LabNetwork.ps1 notepad++.exe 7z2409-x64.exe explore.exe code.exe'.split(
      ' ',
    ),
    'svch0st.txt',
    'svch0st',
    '.exe',
    '',
  ])('raises no alarm for %s', (name) => {
    expect(programLookedLike(name)).toBeNull()
  })

  it('only judges file names', () => {
    expect(inspectText('svch0st.exe', 'text').warnings).toEqual([])
    expect(inspectText('svch0st.exe', 'name').warnings).toEqual([])
  })
})
