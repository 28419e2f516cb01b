import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Component specs opt into jsdom with `// @vitest-environment jsdom`.
    environment: 'node',
    // A console error or warning fails the test it happens in.
    setupFiles: ['src/test-setup.ts'],
    include: ['{contract,domain,server,worlds,mocks,src,scripts}/**/*.spec.{ts,tsx}', '*.spec.ts'],
    maxWorkers: 2,
    testTimeout: 20_000,
  },
})
