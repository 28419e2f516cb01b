import type { ReportName } from '#contract/report-names.ts'

const day = 24 * 60 * 60 * 1000
const iso = (ms: number) => new Date(ms).toISOString()

export type ListQuestion = {
  name: string
  query: Record<string, string>
  /** The same of the plain table. */
  where: string
  oldestFirst?: true
  limitedToScope?: true
}

/** What the elevation report of the console asks for, filter by filter. */
export const listQuestions = (
  at: Date,
  facts: { user: string; device: string; hash: string; rareFile: string; policyId: string },
): ListQuestion[] => {
  const week = iso(at.getTime() - 7 * day)
  const type = "elevationType eq 'userConfirmedElevation'"
  const ofType = '"elevationType" = \'userConfirmedElevation\''
  const contains = (column: string, text: string) =>
    `instr(lower("${column}"), '${text.toLowerCase()}') > 0`
  const one = (name: string, filter: string, where: string): ListQuestion => ({
    name,
    query: filter === '' ? {} : { $filter: filter },
    where,
  })
  return [
    one('everything, newest first', '', '1 = 1'),
    { ...one('everything, limited to a scope tag', '', '1 = 1'), limitedToScope: true },
    one('last 7 days', `eventDateTime ge ${week}`, `"eventDateTime" >= '${week}'`),
    one('one type', type, ofType),
    {
      ...one(
        'one type, 7 days, oldest first',
        `${type} and eventDateTime ge ${week}`,
        `${ofType} and "eventDateTime" >= '${week}'`,
      ),
      oldestFirst: true,
    },
    { ...one('one type, limited to a scope tag', type, ofType), limitedToScope: true },
    one('result 1602', 'result eq 1602', '"result" = 1602'),
    one('failed', 'result ne 0', '"result" <> 0'),
    one('a hash', `hash eq '${facts.hash}'`, `"hash" = '${facts.hash}'`),
    one('a rare file', `hash eq '${facts.rareFile}'`, `"hash" = '${facts.rareFile}'`),
    one('path contains “setup”', "contains(filePath,'setup')", contains('filePath', 'setup')),
    one(
      'path contains a user’s folder',
      `contains(filePath,'\\${facts.user.split('@')[0] ?? ''}\\')`,
      contains('filePath', `\\${facts.user.split('@')[0] ?? ''}\\`),
    ),
    one(
      'publisher contains “litware”',
      "contains(companyName,'litware')",
      contains('companyName', 'litware'),
    ),
    one('a user', `upn eq '${facts.user}'`, `lower("upn") = '${facts.user}'`),
    one('user contains “ferri”', "contains(upn,'ferri')", contains('upn', 'ferri')),
    one(
      'a device',
      `deviceName eq '${facts.device}'`,
      `lower("deviceName") = '${facts.device.toLowerCase()}'`,
    ),
    one('device contains “kiosk”', "contains(deviceName,'kiosk')", contains('deviceName', 'kiosk')),
    one('a policy', `policyId eq '${facts.policyId}'`, `"policyId" = '${facts.policyId}'`),
    one(
      'managed: with a policy',
      "not(policyId eq null) and not(policyId eq '')",
      '"policyId" is not null',
    ),
    one(
      'begun by the system',
      'systemInitiatedElevation eq true',
      '"systemInitiatedElevation" = 1',
    ),
    one('child processes', "processType eq 'child'", '"processType" = \'child\''),
    one(
      'type, publisher and user together',
      `${type} and contains(companyName,'ltd') and contains(upn,'gupta')`,
      `${ofType} and ${contains('companyName', 'ltd')} and ${contains('upn', 'gupta')}`,
    ),
    {
      name: 'search “vpnstudio”',
      query: { $search: 'vpnstudio' },
      where: ['filePath', 'companyName', 'upn', 'deviceName', 'hash']
        .map((column) => contains(column, 'vpnstudio'))
        .join(' or '),
    },
    {
      name: 'search that finds nothing',
      query: { $search: 'zzqqzz' },
      where: ['filePath', 'companyName', 'upn', 'deviceName', 'hash']
        .map((column) => contains(column, 'zzqqzz'))
        .join(' or '),
    },
  ]
}

export type ReportBench = { reportName: ReportName; sql: string }

const dated = 'where "eventDateTime" >= ? and "eventDateTime" < ?'
const month =
  '"upn", "deviceId", "deviceName", "hash", "filePath", "fileVersion", "companyName", "elevationType"'

/** The aggregated reports, and the same question asked of the plain table (two parameters: from, to). */
export const reportBenches: readonly ReportBench[] = [
  {
    reportName: 'EpmAggregationReportByApplication',
    sql: `select "companyName", "elevationType", "fileVersion", "hash", "internalName", "systemInitiatedElevation", count(*)
      from events ${dated} group by 1, 2, 3, 4, 5, 6`,
  },
  {
    reportName: 'EpmAggregationReportByPublisher',
    sql: `select "companyName", "elevationType", count(*) from events ${dated} group by 1, 2`,
  },
  {
    reportName: 'EpmAggregationReportByUser',
    sql: `select "upn", sum("elevationType" = 'unmanagedElevation'), count(*) from events ${dated} group by 1`,
  },
  {
    reportName: 'EpmInsightsElevationTrend',
    sql: `select substr("eventDateTime", 1, 10), "elevationType", count(*) from events ${dated} group by 1, 2`,
  },
  {
    reportName: 'EpmInsightsMostFrequentElevations',
    sql: `select "elevationType", "hash", "fileVersion", "companyName", count(*) as n from events ${dated}
      group by 1, 2, 3, 4 order by n desc limit 500`,
  },
  {
    reportName: 'EpmInsightsReport',
    sql: `select "upn", sum("elevationType" = 'unmanagedElevation'), count(*) from events ${dated} group by 1`,
  },
  {
    reportName: 'EpmDeniedReport',
    sql: `select ${month}, count(*) from events ${dated} and "elevationType" = 'undetermined' and "result" <> 0
      group by 1, 2, 3, 4, 5, 6, 7, 8`,
  },
]
