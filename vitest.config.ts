import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Component specs opt into jsdom with `// @vitest-environment jsdom`.
    environment: 'node',
    // A console error or warning fails the test it happens in.
    setupFiles: [
      'src/test-setup.ts',
      ...(process.env['TEST_DATABASE_URL'] ? ['server/store/postgres/test-db.spec-setup.ts'] : []),
    ],
    include: ['{contract,domain,server,worlds,mocks,src,scripts}/**/*.spec.{ts,tsx}', '*.spec.ts'],
    maxWorkers: 2,
    testTimeout: process.env['TEST_DATABASE_URL'] ? 60_000 : 20_000,
    hookTimeout: process.env['TEST_DATABASE_URL'] ? 60_000 : 10_000,
  },
})
