import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { escapeCell, guardCell, unescapeCell } from '#domain/csv/formula-guard.ts'
import { createCsvReader } from '#domain/csv/read-csv.ts'
import { csvLine } from '#domain/csv/write-csv.ts'
import { createRandom } from '#worlds/random.ts'

import { conclude, figure, say, wholeOption } from './figures.ts'

/**
 * R25: hostile cells as LibreOffice reads them, in files with a comma and where a semicolon separates. Control: the same cells
 * without the guard have to become formulas.
 */
const count = wholeOption('cells', 10_000)
const columns = 10

if (spawnSync('soffice', ['--version']).status !== 0) {
  say(
    'LibreOffice is not installed here, so nothing was read. On Debian: apt-get install libreoffice-calc-nogui',
  )
  process.exit(0)
}

const random = createRandom('spreadsheet bench')
const starts = ['=', '+', '-', '@', '\t=', '\r=', '\n=', '＝', '＋', '－', '＠', '', "'", "''="]
const befores = [
  '',
  '',
  '',
  ' ',
  '  ',
  '\u00a0',
  '\u3000',
  '\t',
  "'",
  '"',
  ',',
  ';',
  ';=',
  '\n',
  'a;',
  'a;"',
  'a\n"',
]
const formulas = [
  '1+1',
  'SUM(A1:A9)',
  "cmd|' /C calc'!A0",
  'HYPERLINK("http://x.example","y")',
  'A1',
  '2',
  'WEBSERVICE("http://x.example")',
  '"a"',
]
const cells = Array.from(
  { length: count },
  () => random.pick(befores) + random.pick(befores) + random.pick(starts) + random.pick(formulas),
)
const rows = Array.from({ length: Math.ceil(count / columns) }, (_, row) =>
  cells.slice(row * columns, (row + 1) * columns),
)
const fileOf = (write: (cell: string) => string) =>
  `\uFEFF${rows.map((row) => csvLine(row.map(write))).join('')}`

const folder = mkdtempSync(join(tmpdir(), 'epm-spreadsheet-'))
const separators = { comma: 44, semicolon: 59 } as const

/** How many cells LibreOffice takes for a formula. */
const formulasIn = (name: string, text: string, separator: number): number => {
  const file = join(folder, `${name}.csv`)
  writeFileSync(file, text)
  const done = spawnSync(
    'soffice',
    [
      `-env:UserInstallation=file://${join(folder, 'profile')}`,
      '--headless',
      '--convert-to',
      'fods',
      '--outdir',
      folder,
      `--infilter=CSV:${separator},34,76,1,,0,false,true,false`,
      file,
    ],
    { encoding: 'utf8' },
  )
  if (done.status !== 0) throw new Error(`soffice failed: ${done.stderr}`)
  const sheet = readFileSync(join(folder, `${name}.fods`), 'utf8')
  return sheet.match(/table:formula=/g)?.length ?? 0
}

const wrong: string[] = []
say(`Hostile cells, ${count} of them, converted by LibreOffice`)
for (const [separator, code] of Object.entries(separators)) {
  const [plain, guarded, escaped] = [
    formulasIn(
      `plain-${separator}`,
      fileOf((cell) => cell),
      code,
    ),
    formulasIn(`guarded-${separator}`, fileOf(guardCell), code),
    formulasIn(`escaped-${separator}`, fileOf(escapeCell), code),
  ]
  figure(`${separator}: formulas without the guard (control)`, plain)
  figure(`${separator}: formulas in a file the page saves`, guarded)
  figure(`${separator}: formulas in a file of the service`, escaped)
  if (plain === 0 && separator === 'comma')
    wrong.push('The control made no formula: nothing was tested.')
  if (guarded > 0 || escaped > 0) wrong.push(`Guarded cells became formulas (${separator}).`)
}
const reader = createCsvReader()
const back = [...reader.push(fileOf(escapeCell)), ...reader.end()].flat().map(unescapeCell)
const differ = back.filter((cell, index) => cell !== cells[index]).length
figure('cells that do not parse back to their source', differ)
if (differ > 0 || back.length !== cells.length) wrong.push('Cells do not parse back.')
rmSync(folder, { recursive: true })
conclude(wrong)
