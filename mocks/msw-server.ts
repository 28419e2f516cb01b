import { http } from 'msw'
import { setupServer } from 'msw/node'

import type { TestService } from './test-service.ts'

/** MSW in front of the core. It asks a getter, so that each test gets a service of its own without touching MSW. */
export const mswServer = (current: () => TestService) =>
  setupServer(http.all('*/beta/*', ({ request }) => current().fetch(request)))
