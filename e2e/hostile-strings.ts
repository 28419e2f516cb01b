import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../shared/fixtures/hostile/strings')

/** Our own examples, so that there is something to show where the shared folder is absent. */
const own = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '"><svg onload=alert(3)>',
  "javascript:alert('4')",
  '</textarea><iframe srcdoc="<script>alert(5)</script>">',
  '{{constructor.constructor("alert(6)")()}}',
  '${alert(7)}',
  '<a href="https://elsewhere.example/" onmouseover="alert(8)">report.exe</a>',
  '<style>@import "https://elsewhere.example/a.css";</style>',
  'invoice_\u202Efdp.exe',
  'setup\u200B.exe\u0000.pdf',
  '=cmd|"/c calc"!A1',
]

const linesOf = (file: string): string[] => {
  const text = readFileSync(join(folder, file), 'utf8')
  if (!file.endsWith('.json')) return text.split('\n')
  const parsed: unknown = JSON.parse(text)
  return Array.isArray(parsed) ? parsed.filter((each) => typeof each === 'string') : []
}

export const sharedStringsAreThere = existsSync(folder)

/** Every distinct hostile string there is: ours, and those of the shared folder when it is there. */
export const hostileStrings = (): string[] => [
  ...new Set([...own, ...(sharedStringsAreThere ? readdirSync(folder).flatMap(linesOf) : [])]),
]
