import { defineConfig } from '@playwright/test'

import { findChromium } from './e2e/chromium.ts'
import type { Options } from './e2e/fixtures.ts'
import { graphProject } from './e2e/graph-journeys.ts'

/**
 * Journeys run on the production build, each test on a database of its own: those of `service` on the embedded service, those of
 * `graph` again on the stand-in for Microsoft Graph. `EPM_GRAPH=all` runs all that Graph supports and not only the core of them.
 */
export default defineConfig<Options>({
  testDir: 'e2e',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  retries: 0,
  timeout: 45_000,
  expect: { timeout: 8_000 },
  projects: [
    { name: 'service', testMatch: '*.e2e.ts', testIgnore: 'graph.e2e.ts' },
    {
      name: 'graph',
      ...graphProject(process.env['EPM_GRAPH'] === 'all'),
      use: { backEnd: 'graph' },
    },
  ],
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    actionTimeout: 8_000,
    locale: 'en-GB',
    timezoneId: 'Europe/Prague',
    viewport: { width: 1366, height: 860 },
    // A trace doubles the time of a journey; what was on the page when it failed is written without one.
    trace: process.env['EPM_TRACE'] === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] },
  },
})
