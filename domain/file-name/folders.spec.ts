import { describe, expect, it } from 'vitest'

import { isNetworkPath, isRelativePath, userWritableFolder } from './folders.ts'

describe('userWritableFolder', () => {
  it.each([
    'C:\\Windows',
    'c:\\windows\\system32\\',
    'C:\\Program Files\\Vendor',
    'C:\\Program Files (x86)\\Vendor\\*',
    '%ProgramFiles%\\Vendor',
    '%SystemRoot%\\System32',
    '%SystemDrive%\\Windows\\System32',
  ])('trusts %s', (path) => {
    expect(userWritableFolder(path)).toBeNull()
  })

  it.each([
    ['C:\\Users\\ada\\Desktop', 'a user profile'],
    ['C:\\USERS\\*\\Downloads\\', 'a Downloads folder'],
    ['%userprofile%\\x', 'a user profile'],
    ['%TEMP%', 'a temporary folder'],
    ['C:\\Windows\\Temp\\x', 'a folder in Windows that users can write to'],
    ['C:\\Windows\\*', 'a wildcard that also reaches Windows\\Temp'],
    ['C:\\Windows\\SYSTEM~1\\spool', 'a short name that hides the folder'],
    ['C:\\PROGRA~1\\Vendor', 'a folder outside Windows and Program Files'],
    ['C:\\ProgramData\\Vendor', 'ProgramData'],
    ['C:\\', 'the root of a drive'],
    ['D:\\Program Files\\Vendor', 'a folder outside Windows and Program Files'],
    ['C:\\Program Files \\Vendor', 'a folder outside Windows and Program Files'],
    ['C:\\Prog*\\Vendor', 'a folder outside Windows and Program Files'],
    ['C:\\Tools', 'a folder outside Windows and Program Files'],
    ['C:\\Program Files\\..\\Users', 'a place that the path does not fix'],
    ['\\\\?\\C:\\Windows', 'a place that the path does not fix'],
    ['Vendor\\bin', 'a place that the path does not fix'],
    ['\\\\server\\share', 'a network location'],
    ['', 'any folder'],
  ])('doubts %s', (path, reason) => {
    expect(userWritableFolder(path)).toBe(reason)
  })
})

describe('isNetworkPath', () => {
  it.each([
    '\\\\server\\share',
    '//server/share',
    '\\\\?\\UNC\\server\\share',
    'https://x.example/a.exe',
    'file://server/a.exe',
  ])('knows %s', (path) => {
    expect(isNetworkPath(path)).toBe(true)
    expect(isRelativePath(path)).toBe(false)
  })

  it.each(['C:\\a', '%ProgramFiles%\\a', '\\\\?\\C:\\a', '\\\\.\\C:\\a', 'a\\b', ''])(
    'does not take %s for one',
    (path) => {
      expect(isNetworkPath(path)).toBe(false)
    },
  )
})
