/** See `postgres.mjs`; specs and benchmarks start a PostgreSQL of their own as `npm test` does. */
export declare const ensurePostgres: () => string | null
export type TestPostgres = {
  url: string
  port: number
  folder: string
  start: () => void
  stop: (mode?: 'fast' | 'immediate') => void
  remove: () => void
}
export declare const startPostgres: (
  programs: string,
  settings?: Readonly<Record<string, string | number>>,
) => Promise<TestPostgres>
