import * as fictional from '../certificates/fictional-certificates.ts'
import { exactly, rule, signedWith, uploaded } from './rules.ts'

/** Brought over from the tool before this one and assigned to nobody; waits for a review. */
export const legacyRules = [
  rule({
    name: 'CAD viewer 2023',
    description: 'The certificate ended in January 2024, so this matches nothing any more',
    fileName: 'ProsewareCadViewer_2023.exe',
    ...uploaded(fictional.proseware),
  }),
  rule({
    name: 'Flight planner',
    fileName: 'TailspinFlightPlanner.exe',
    ...uploaded(fictional.tailspin),
  }),
  rule({
    name: 'Tax forms',
    ...exactly('NorthwindTaxForms-2026.exe'),
  }),
  rule({
    name: 'Backup agent',
    elevationType: 'automatic',
    ...exactly('LitwareBackupAgent-3.7.1.msi'),
    childProcessBehavior: 'allowAll',
  }),
  rule({
    name: 'Any Microsoft tool',
    fileName: '*tool.exe',
    childProcessBehavior: 'allowAll',
    ...signedWith('microsoft'),
  }),
  rule({
    name: 'Payroll update',
    elevationType: 'supportApproved',
    ...exactly('NorthwindPayrollUpdate.msi'),
  }),
  rule({
    name: 'Font pack',
    ...exactly('FabrikamFontPack.exe'),
    filePath: 'C:\\Users\\*\\Downloads',
  }),
]
