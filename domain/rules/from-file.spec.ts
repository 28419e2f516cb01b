import { describe, expect, it } from 'vitest'

import { detailsOfElevation, detailsOfRequest, type FileDetails } from './file-details.ts'
import { offeredElevationTypes, ruleFromFile, suggestRuleName } from './from-file.ts'
import { newRule } from './rule-model.ts'
import { validateRule } from './validate.ts'

const request = {
  fileName: '7z.exe',
  filePath: 'C:\\Users\\ada\\Downloads\\7z.exe',
  fileHash: 'AB'.repeat(32),
  fileDescription: 'x',
  productName: '7-Zip',
  productInternalName: 'a'.repeat(51),
  productVersion: '24.8.0.0',
}
const details: FileDetails = {
  fileName: '7z.exe',
  folder: 'C:\\Users\\ada\\Downloads',
  hash: 'AB'.repeat(32),
  version: '',
  fileDescription: 'x',
  productName: '7-Zip',
  internalName: 'a'.repeat(51),
}

describe('the details of a file', () => {
  it('come from a request, whose path is the folder or the whole path', () => {
    expect(detailsOfRequest(request)).toEqual(details)
    const folder = { ...request, filePath: details.folder }
    expect(detailsOfRequest(folder).folder).toBe(details.folder)
    expect(detailsOfRequest({ ...request, fileName: null }).fileName).toBe('7z.exe')
  })

  it('come from an elevation with the version of the file', () => {
    const elevation = {
      id: '1',
      eventDateTime: '2026-11-01T00:00:00Z',
      elevationType: 'unmanagedElevation',
      userType: 'azureAd',
      result: 0,
      processType: 'parent',
      filePath: request.filePath,
      hash: request.fileHash,
      fileVersion: '24.8.0.0',
      fileDescription: 'x',
      productName: '7-Zip',
      internalName: 'a'.repeat(51),
    }
    expect(detailsOfElevation(elevation)).toEqual({ ...details, version: '24.8.0.0' })
  })

  it('are empty texts where nothing is told', () => {
    expect(detailsOfRequest({})).toEqual({
      fileName: '',
      folder: '',
      hash: '',
      version: '',
      fileDescription: '',
      productName: '',
      internalName: '',
    })
  })
})

describe('a rule from the details of a file', () => {
  const choices = {
    name: 'From request',
    elevationType: 'supportApproved',
    childProcessBehavior: 'requireRule',
    sameFilePath: true,
  } as const

  it('takes what a rule can hold, unchanged, and nothing else', () => {
    expect(ruleFromFile(details, choices)).toEqual({
      ...newRule(),
      name: 'From request',
      elevationType: 'supportApproved',
      fileName: '7z.exe',
      filePath: 'C:\\Users\\ada\\Downloads',
      fileHash: 'AB'.repeat(32),
      productName: '7-Zip',
    })
  })

  it('asks for a version only where no hash fixes it', () => {
    const minimum = (change: Partial<FileDetails>) =>
      ruleFromFile({ ...details, version: '1.2.3.4', ...change }, choices).minimumVersion
    expect(minimum({})).toBe('')
    expect(minimum({ hash: '' })).toBe('1.2.3.4')
    expect(minimum({ hash: '', version: '24.08' })).toBe('')
  })

  it('leaves the folder open unless the same path is required', () => {
    expect(ruleFromFile(details, { ...choices, sameFilePath: false }).filePath).toBe('')
  })

  it('is saved without an error for every type offered, and deny is not', () => {
    expect(offeredElevationTypes).not.toContain('deny')
    for (const elevationType of offeredElevationTypes) {
      const rule = ruleFromFile(details, { ...choices, elevationType })
      expect(validateRule(rule).filter(({ kind }) => kind === 'error')).toEqual([])
    }
  })

  it('suggests a name that is free whatever its case', () => {
    const name = suggestRuleName('7z.exe', 'automatic', [])
    expect(name).toBe('7z.exe, Automatic')
    expect(suggestRuleName('7z.exe', 'automatic', ['7Z.EXE, automatic'])).toBe(
      '7z.exe, Automatic (2)',
    )
    expect(suggestRuleName('a/b', 'automatic', [])).not.toContain('/')
  })
})
