import { defineConfig } from '@playwright/test'

import { findChromium } from './e2e/chromium.ts'

/** Journeys run on the production build and the embedded service, each test on a database of its own. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.e2e.ts',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  retries: 0,
  timeout: 45_000,
  expect: { timeout: 8_000 },
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
