import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { ensureChromium } from './chromium.mjs'
import { ensurePackages } from './ensure.mjs'
import { ensurePostgres, startPostgres } from './postgres.mjs'
import { root, run, runLocal, say } from './shell.mjs'

const total = { passed: 0, failed: 0, skipped: 0 }
// Also when a step before the first count ends the run: the last line always says how it went.
process.on('exit', (code) => {
  if (code !== 0 && total.failed === 0) total.failed = 1
  if (total.skipped > 0) console.log(`${total.skipped} skipped`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
})

ensurePackages()
const results = join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
if (!existsSync(join(root, '../shared/fixtures')))
  say('../shared/fixtures is not there: tests that need its files are skipped.')

const add = (passed, failed, skipped = 0) => {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

const step = (name, act) => {
  const start = performance.now()
  say(`\n── ${name}`)
  const code = act()
  say(
    `── ${name}: ${code === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - start) / 1000).toFixed(1)} s`,
  )
  return code
}
const check = (name, act) => add(...(step(name, act) === 0 ? [1, 0] : [0, 1]))

/** Reads a runner's own report; a runner that ended without one counts as a failure. */
const counted = (name, file, act, read) => {
  const code = step(name, act)
  const path = join(results, file)
  if (!existsSync(path)) return add(0, 1)
  const [passed, failed, skipped] = read(JSON.parse(readFileSync(path, 'utf8')))
  add(passed, code !== 0 && failed === 0 ? 1 : failed, skipped)
}
const vitestCounts = (report) => [
  report.numPassedTests,
  report.numFailedTests,
  report.numPendingTests + report.numTodoTests,
]
const playwrightCounts = ({ stats }) => [
  stats.expected,
  stats.unexpected + stats.flaky,
  stats.skipped,
]
const vitest = (file, args, env) =>
  runLocal(
    'vitest',
    [
      'run',
      ...args,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${join(results, file)}`,
    ],
    env,
  )

check(
  'types',
  () =>
    runLocal('tsc', ['-p', 'tsconfig.web.json']) ||
    runLocal('tsc', ['-p', 'tsconfig.server.json']) ||
    runLocal('tsc', ['-p', 'tsconfig.node.json']),
)
check('lint', () =>
  runLocal('oxlint', ['--type-aware', '--deny-warnings', '--report-unused-disable-directives']),
)
check('format', () => runLocal('prettier', ['--check', '--log-level', 'warn', '.']))
check('dead code', () => runLocal('knip', []))
counted('unit', 'unit.json', () => vitest('unit.json', [], { TZ: 'UTC' }), vitestCounts)
counted(
  'unit, dates far from home',
  'unit-zone.json',
  () => vitest('unit-zone.json', ['contract', 'domain', 'src/lib'], { TZ: 'Pacific/Chatham' }),
  vitestCounts,
)
const programs = ensurePostgres()
if (programs) {
  // Databases that nobody needs tomorrow; the console itself refuses such a server, which is tested with another one.
  const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const postgres = await startPostgres(programs, { ...fast, shared_buffers: '256MB' })
  counted(
    'the service on PostgreSQL',
    'postgres.json',
    () =>
      vitest('postgres.json', ['server', 'mocks'], {
        TZ: 'UTC',
        TEST_DATABASE_URL: postgres.url,
        POSTGRES_BIN: programs,
      }),
    vitestCounts,
  )
  postgres.remove()
} else add(0, 1)
check('build', () => run(process.execPath, [join(root, 'scripts/build.mjs')]))
check('size', () => run(process.execPath, [join(root, 'scripts/size.mjs')]))
const chromium = ensureChromium()
if (chromium)
  counted(
    'journeys',
    'e2e.json',
    () => runLocal('playwright', ['test'], { CHROMIUM_PATH: chromium }),
    playwrightCounts,
  )
else add(0, 1)

process.exit(total.failed === 0 ? 0 : 1)
