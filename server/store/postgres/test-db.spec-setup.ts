import { afterAll, afterEach, beforeEach } from 'vitest'

import { dropTestDatabases, testBegins, testEnded } from './test-db.spec-helper.ts'

beforeEach(testBegins)
afterEach(testEnded)
afterAll(dropTestDatabases)
