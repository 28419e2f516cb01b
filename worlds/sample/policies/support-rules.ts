import { fileHashOf } from '../../ids.ts'
import * as fictional from '../certificates/fictional-certificates.ts'
import { exactly, issuedBy, rule, signedWith, uploaded, withReason } from './rules.ts'

/** Everybody: printers, VPN and the tools of the service desk, one of them far too broad. */
export const supportRules = [
  rule({
    name: 'Litware VPN client',
    fileName: 'LitwareVpnClient-*.msi',
    productName: 'Litware Secure Access',
    ...uploaded(fictional.litware),
  }),
  rule({
    name: 'Label printer driver',
    ...exactly('NorthwindLabelPrinter.msi'),
    productName: 'Northwind Label Suite',
    ...uploaded(fictional.northwind),
  }),
  rule({
    name: 'Meeting room display',
    fileName: 'LitwareMeetingRoom.exe',
    productName: 'Litware Rooms',
    minimumVersion: '1.40.0.0',
    ...uploaded(fictional.litware),
    ...withReason,
  }),
  rule({
    name: 'Reset the print spooler',
    elevationType: 'automatic',
    ...exactly('Reset-PrintSpooler.ps1'),
    filePath: 'C:\\Support\\Scripts',
    ...signedWith('contoso'),
  }),
  rule({
    name: 'Join status',
    description: 'Showing the state is fine, leaving the tenant is not',
    fileName: 'dsregcmd.exe',
    filePath: 'C:\\Windows\\System32',
    restrictArguments: ['/status', '/listaccounts'],
    ...signedWith('microsoft'),
  }),
  rule({
    name: 'Device manager console',
    fileName: 'mmc.exe',
    filePath: 'C:\\Windows\\System32',
    restrictArguments: ['devmgmt.msc'],
    validation: ['businessJustification', 'windowsAuthentication'],
    ...signedWith('microsoft'),
  }),
  rule({
    name: 'PDF printer',
    elevationType: 'supportApproved',
    fileName: 'LitwarePdfPrinter.exe',
    productName: 'Litware PDF',
    ...uploaded(fictional.litware),
  }),
  rule({
    name: 'Network settings as the user',
    elevationType: 'currentUser',
    validation: ['windowsAuthentication'],
    fileName: 'netsh.exe',
    filePath: 'C:\\Windows\\System32',
    ...signedWith('microsoft'),
  }),
  rule({
    name: 'Windows PowerShell for support',
    description:
      'Temporary since the migration. Opens everything: replace it with rules for scripts.',
    childProcessBehavior: 'allowAll',
    fileName: 'powershell*.exe',
    ...signedWith('microsoft'),
  }),
  rule({
    name: 'No remote desktop hosts from downloads',
    elevationType: 'deny',
    fileName: 'RemoteHelp*.exe',
    filePath: 'C:\\Users\\*\\Downloads',
    ...issuedBy('digiCert'),
  }),
  rule({
    name: 'No tunnelling tool',
    description: 'Known bad file, reported by the security team',
    elevationType: 'deny',
    fileName: 'net-tunnel.exe',
    fileHash: fileHashOf('net-tunnel.exe'),
  }),
]
