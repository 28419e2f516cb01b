import * as fictional from '../certificates/fictional-certificates.ts'
import { exactly, issuedBy, rule, signedWith, uploaded, withReason } from './rules.ts'

/** Machines and instruments: drivers and firmware of a few vendors. */
export const workshopRules = [
  rule({
    name: 'Robot pendant set-up',
    fileName: 'AwRobotPendant-Setup.exe',
    productName: 'Adventure Works Pendant',
    minimumVersion: '11.0.0.0',
    ...uploaded(fictional.adventureWorks),
    ...withReason,
  }),
  rule({
    name: 'PLC firmware update',
    description: 'Stops the line while it runs, so a person looks at each one',
    elevationType: 'supportApproved',
    fileName: 'AwPlcFirmwareUpdate.exe',
    productName: 'Adventure Works PLC',
    ...uploaded(fictional.adventureWorks),
  }),
  rule({
    name: 'Vision camera driver',
    ...exactly('AwVisionCamera_x64.msi'),
  }),
  rule({
    name: 'Torque wrench configuration',
    elevationType: 'automatic',
    ...exactly('AwTorqueWrench.exe'),
    productName: 'Adventure Works Torque',
    ...uploaded(fictional.adventureWorks),
  }),
  rule({
    name: 'Calibrator',
    elevationType: 'automatic',
    ...exactly('WoodgroveCalibrator.exe'),
    filePath: 'C:\\Program Files\\Woodgrove\\Calibrator',
    productName: 'Woodgrove Calibrator',
    ...uploaded(fictional.woodgrove),
  }),
  rule({
    name: 'Oscilloscope driver',
    fileName: 'WoodgroveScopeDriver_?.?.exe',
    productName: 'Woodgrove Scope',
    ...uploaded(fictional.woodgrove),
  }),
  rule({
    name: 'Anything by Woodgrove',
    description: 'Certificate and name only: a renamed file of theirs would do as well',
    fileName: 'Woodgrove*.exe',
    ...uploaded(fictional.woodgrove),
  }),
  rule({
    name: 'Scan station',
    fileName: 'NorthwindScanStation.exe',
    filePath: 'C:\\Program Files (x86)\\Northwind\\ScanStation',
    productName: 'Northwind Scan Station',
    ...uploaded(fictional.northwind),
    validation: ['businessJustification', 'windowsAuthentication'],
  }),
  rule({
    name: 'Machine network script',
    fileName: 'Set-LabNetwork.ps1',
    filePath: 'C:\\Lab\\Scripts',
    restrictArguments: ['-Line 1', '-Line 2', '-Line 3'],
    ...signedWith('contoso'),
  }),
  rule({
    name: 'Boot component update',
    elevationType: 'supportApproved',
    fileName: 'bootcfg-update.exe',
    productName: 'Boot configuration',
    ...issuedBy('uefi'),
  }),
]
