import type { Locator, Page } from '@playwright/test'

import type { StoredRequest } from './wire.ts'

/** The console's own words for the parts of the queue, written once for all journeys. */
export const table = (page: Page) => page.getByRole('table', { name: 'Elevation requests' })

/** The row of a request: the file's link, told apart by the device beside it. */
export const rowOf = (page: Page, request: StoredRequest): Locator =>
  table(page)
    .getByRole('row')
    .filter({ hasText: request.deviceName })
    .filter({ has: page.getByRole('link', { name: request.applicationDetail.fileName }) })

export const drawerOf = (page: Page, request: StoredRequest): Locator =>
  page.getByRole('dialog', { name: request.applicationDetail.fileName })

export const approveDialog = (page: Page) =>
  page.getByRole('dialog', { name: 'Approve this elevation request?' })
export const denyDialog = (page: Page) =>
  page.getByRole('dialog', { name: 'Deny this elevation request?' })

export const toastOf = (page: Page, text: string) =>
  page.getByRole('status', { name: 'Messages' }).getByText(text)

export const pathOf = ({ id }: { id: string }, action = '') =>
  `/epm/elevation-requests/${id}${action === '' ? '' : `/${action}`}`

/** The wire's address of a decision, as a pattern for `page.route`. */
export const decisionUrl = (decision: 'approve' | 'deny') =>
  new RegExp(`/beta/deviceManagement/elevationRequests/[^/]+/${decision}$`)
