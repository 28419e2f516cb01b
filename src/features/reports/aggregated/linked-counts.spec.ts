// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { createQueryClient } from '#src/api/query-client.ts'
import { q } from '#src/api/queries.ts'
import { readReport } from '#src/api/reports.ts'
import { paths } from '#src/lib/paths.ts'
import { readListParams } from '#src/ui/table/list-params.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { elevationQuery, elevationSpec } from '../elevation-filters.ts'
import { fileFilter, userFileFilter } from './file-filter.ts'
import { applicationRows, publisherRows } from './typed-rows.ts'
import { filterTyped, publisherSpec } from './typed-report.ts'
import { userFileRows } from './user-rows.ts'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = sampleWorld(at)
const recent = world.elevations.filter(({ eventDateTime }) => eventDateTime >= '2026-11-17')
const [first] = recent
if (first === undefined) throw new Error('the sample has no elevation')
const hash = '5'.repeat(64)
const base = {
  ...first,
  hash,
  filePath: 'C:\\Tools\\same.exe',
  companyName: 'Contoso',
  fileVersion: '1.0',
  internalName: 'same',
  systemInitiatedElevation: false,
}
/** One hash under many descriptions, each once more than the one before. */
const alike = [
  base,
  { ...base, companyName: null },
  { ...base, companyName: 'CONTOSO' },
  { ...base, companyName: 'Contoso Ltd' },
  { ...base, filePath: 'C:\\Tools\\notsame.exe' },
  { ...base, filePath: 'C:\\Tools\\Same.EXE' },
  { ...base, filePath: 'same.exe' },
  { ...base, fileVersion: null },
  { ...base, fileVersion: "1.0 'beta'" },
  { ...base, internalName: null },
  { ...base, systemInitiatedElevation: true },
  { ...base, hash: null },
  { ...base, hash: null, companyName: null },
  { ...base, hash: null, fileVersion: null },
].flatMap((each, kind) =>
  Array.from({ length: kind + 1 }, (_, index) => ({ ...each, id: `alike-${kind}-${index}` })),
)

describe('the number of a row', () => {
  servicePerTest({ ...world, elevations: [...recent, ...alike] }, 'epm.reader@contoso.example')

  const client = createQueryClient(() => undefined)
  const listed = async (address: string) => {
    const { searchParams } = new URL(address, 'http://localhost')
    const params = readListParams(elevationSpec, searchParams)
    const query = { ...elevationQuery('elevations', params, at.getTime()), $top: 1 }
    const page = await client.fetchQuery(q('elevationList', { query }))
    return page['@odata.count']
  }
  const applications = () => readReport('EpmAggregationReportByApplication', {})

  it.each(['byType', 'together'] as const)(
    'by applications is what its link lists, %s',
    async (grouping) => {
      const rows = applicationRows((await applications()).rows, grouping)
      expect(rows.length).toBeGreaterThan(20)
      for (const row of rows) {
        const type = grouping === 'byType' ? row.counts[0]?.type : undefined
        const link = paths.elevations({
          ...(type === undefined ? {} : { type }),
          ...fileFilter(row, grouping),
        })
        expect(await listed(link), link).toBe(row.count)
      }
    },
    30_000,
  )

  it('by publisher is the sum of the applications that its link lists', async () => {
    const all = applicationRows((await applications()).rows, 'byType')
    const { rows } = await readReport('EpmAggregationReportByPublisher', {})
    for (const row of publisherRows(rows, 'byType')) {
      const address = new URLSearchParams({
        publisher: `"${row.publisher ?? ''}"`,
        type: row.counts[0]?.type ?? '',
      })
      const found = filterTyped(readListParams(publisherSpec, address))(all)
      expect(
        found.reduce((sum, { count }) => sum + count, 0),
        address.toString(),
      ).toBe(row.count)
    }
  })

  it('of the applications of a user is what its link lists', async () => {
    const user = base.upn ?? ''
    const report = await readReport('EpmAggregationReportByUserAppByMonth', { search: user })
    const rows = userFileRows(report.rows, user)
    expect(rows.length).toBeGreaterThan(8)
    for (const row of rows) {
      const link = paths.elevations(userFileFilter(row, user))
      expect(await listed(link), link).toBe(row.count)
    }
  }, 30_000)
})
