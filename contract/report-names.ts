import type { elevationTypes, endUserTypes, processTypes } from './elevations.ts'

/**
 * What a column holds. In an export every value is a text (graph-contract 2.2):
 * - `text`: missing is empty. `idText`: missing is the literal `<Null>`.
 * - `count`, `integer`: digits. `boolean`: `True` or `False`.
 * - `dateTime`, `date`: `2026-07-19 19:10:54.0000000`, UTC without a zone; a `date` is its midnight.
 * - the enums: PascalCase, where the entity has camelCase.
 */
export type ColumnType =
  | 'text'
  | 'idText'
  | 'count'
  | 'integer'
  | 'boolean'
  | 'dateTime'
  | 'date'
  | 'elevationType'
  | 'userType'
  | 'processType'

type Report = {
  columns: Readonly<Record<string, ColumnType>>
  /** Columns that Graph's filter knows for this report. */
  filters: readonly string[]
}

const application = {
  CompanyName: 'text',
  ElevationCount: 'count',
  ElevationType: 'elevationType',
  FileName: 'text',
  FileVersion: 'text',
  Hash: 'text',
  InternalName: 'text',
  IsBackgroundProcess: 'boolean',
} as const
const publisher = {
  CompanyName: 'text',
  ElevationCount: 'count',
  ElevationType: 'elevationType',
} as const
const user = {
  ManagedCount: 'count',
  TotalCount: 'count',
  UnmanagedCount: 'count',
  Upn: 'text',
} as const
const userAndFile = {
  DeviceId: 'idText',
  DeviceName: 'text',
  ElevationType: 'elevationType',
  FileDescription: 'text',
  FileInternalName: 'text',
  FileName: 'text',
  FileProductName: 'text',
  FileVersion: 'text',
  HashValue: 'text',
  MonthElevationCount: 'count',
  Publisher: 'text',
  UserName: 'text',
} as const

/** The reports about elevations, under the names of the export jobs (graph-contract 2.2). */
export const reports = {
  EpmElevationReportElevationEvent: {
    columns: {
      CompanyName: 'text',
      DeviceId: 'idText',
      DeviceName: 'text',
      ElevationType: 'elevationType',
      EventDateTime: 'dateTime',
      FileDescription: 'text',
      FilePath: 'text',
      FileVersion: 'text',
      Hash: 'text',
      Id: 'idText',
      InternalName: 'text',
      IsSystemInitiated: 'boolean',
      Justification: 'text',
      ParentProcessName: 'text',
      PolicyId: 'idText',
      PolicyName: 'text',
      ProcessType: 'processType',
      ProductName: 'text',
      Result: 'integer',
      RuleId: 'idText',
      Upn: 'text',
      UserType: 'userType',
    },
    filters: ['ElevationType', 'EventDateTime', 'Result'],
  },
  EpmAggregationReportByApplication: {
    columns: application,
    filters: ['CompanyName', 'ElevationType', 'FileName', 'FileVersion'],
  },
  EpmAggregationReportByApplicationV2: { columns: application, filters: [] },
  EpmAggregationReportByPublisher: { columns: publisher, filters: [] },
  EpmAggregationReportByPublisherV2: { columns: publisher, filters: [] },
  EpmAggregationReportByUser: { columns: user, filters: [] },
  EpmAggregationReportByUserV2: { columns: user, filters: [] },
  EpmAggregationReportByUserAppByMonth: { columns: userAndFile, filters: [] },
  EpmDeniedReport: { columns: userAndFile, filters: [] },
  EpmElevationReportByUserAppByDayToReporting: {
    columns: {
      DateCreated: 'date',
      DeviceId: 'idText',
      ElevationCount: 'count',
      ElevationType: 'elevationType',
      FileName: 'text',
      FileVersion: 'text',
      HashValue: 'text',
      Publisher: 'text',
      UserName: 'text',
    },
    filters: [],
  },
  EpmInsightsElevationTrend: {
    columns: {
      DateCreated: 'date',
      DailyElevationCount: 'count',
      ElevationType: 'elevationType',
    },
    filters: [],
  },
  EpmInsightsMostFrequentElevations: {
    columns: {
      ElevationType: 'elevationType',
      FileInternalName: 'text',
      FileName: 'text',
      FileVersion: 'text',
      HashValue: 'text',
      MonthElevationCount: 'count',
      Publisher: 'text',
    },
    filters: [],
  },
  EpmInsightsReport: { columns: { Green: 'count', Yellow: 'count', Red: 'count' }, filters: [] },
} as const satisfies Record<string, Report>

export type ReportName = keyof typeof reports
export type ReportColumn<N extends ReportName> = keyof (typeof reports)[N]['columns'] & string

type Values = {
  text: string | null
  idText: string | null
  count: number
  integer: number
  boolean: boolean
  /** ISO in UTC with milliseconds. */
  dateTime: string
  /** `2026-07-19` */
  date: string
  /** camelCase, as on the entity; a member that nobody has explained yet passes through. */
  elevationType: (typeof elevationTypes)[number] | (string & {})
  userType: (typeof endUserTypes)[number] | (string & {})
  processType: (typeof processTypes)[number] | (string & {})
}
export type ColumnValue<T extends ColumnType = ColumnType> = Values[T]

/** One row with real values, by column name; missing text is null and never empty. */
export type ReportRow<N extends ReportName = ReportName> = {
  [R in N]: {
    [C in ReportColumn<R>]: (typeof reports)[R]['columns'][C] extends infer T extends ColumnType
      ? ColumnValue<T>
      : never
  }
}[N]

export const isReportName = (name: string): name is ReportName => Object.hasOwn(reports, name)

/** The columns of a report in the order of an export without `select`. */
export const columnsOf = (name: ReportName): readonly (readonly [string, ColumnType])[] =>
  Object.entries(reports[name].columns)

/** Whole UTC days, `DateCreated ge 2026-11-01 and DateCreated lt 2026-11-08`: only where the backend says so (`EpmConfig`). */
export const aggregationDate = 'DateCreated'

/** What a filter on `EpmInsightsElevationTrend` may name besides its days: only where the backend says so (`EpmConfig`). */
const trendFilters = {
  CompanyName: 'text',
  ElevationType: 'elevationType',
  FileName: 'text',
  Hash: 'text',
  IsBackgroundProcess: 'boolean',
  Upn: 'text',
} as const satisfies Record<string, ColumnType>

/**
 * Columns that a filter on this report may name, with their types. Beyond Graph a backend may offer `aggregationDates`: days
 * on every report but the one of single events, which has `EventDateTime`; and `trendFilters`: what the trend is narrowed by.
 */
export const filterColumnsOf = (
  name: ReportName,
  offers: { aggregationDates: boolean; trendFilters: boolean },
): ReadonlyMap<string, ColumnType> => {
  const { columns, filters }: Report = reports[name]
  const offered = filters.flatMap((column): [string, ColumnType][] => {
    const type = columns[column]
    return type === undefined ? [] : [[column, type]]
  })
  if (offers.aggregationDates && name !== 'EpmElevationReportElevationEvent')
    offered.push([aggregationDate, 'date'])
  if (offers.trendFilters && name === 'EpmInsightsElevationTrend')
    offered.push(...Object.entries(trendFilters))
  return new Map(offered)
}
