import type { EndpointName } from '#contract/endpoints.ts'

import { alone, change, plain, shownAs, signedIn, type Row } from './row.spec-helper.ts'
import { guid } from './world.spec-helper.ts'

const read = 'Audit_Read'

/** Who reads the audit log as a whole, and who has tokens (`handlers/tokens.spec.ts` has whose they are). */
export const auditRows = {
  auditCategories: { needs: read, ...plain() },
  auditActivityTypes: { needs: read, ...plain({ params: { category: 'Role' } }) },
  auditChain: { needs: read, ...plain() },
  auditExport: { needs: read, ...alone, ...shownAs('device'), ...plain({ body: {} }) },

  tokenList: { needs: signedIn, ...plain() },
  tokenCreate: {
    needs: signedIn,
    ...change,
    ...plain({
      body: {
        displayName: 'Report',
        purpose: 'read',
        expirationDateTime: '2026-06-04T09:00:00Z',
      },
    }),
  },
  tokenRevoke: {
    needs: signedIn,
    ...change,
    // Nobody has this one.
    rule: () => 404,
    ...plain({ params: { id: guid('no such token') } }),
  },
} satisfies Partial<Record<EndpointName, Row>>
