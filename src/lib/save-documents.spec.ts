import { expect, it } from 'vitest'

import { documentsFileName } from './save-documents.ts'

it('names a file after one thing, with nothing in it that means something to a computer', () => {
  const day = '2026-11-18'
  expect(documentsFileName(day, 'Developer tools')).toBe('epm-developer-tools-2026-11-18.json')
  expect(documentsFileName(day, '../../CON .exe\u202e')).toBe('epm-con-exe-2026-11-18.json')
  expect(documentsFileName(day, '開発')).toBe('epm-export-2026-11-18.json')
  expect(documentsFileName(day)).toBe('epm-export-2026-11-18.json')
})
