import type { ElevationRequest } from '#contract/elevation-requests.ts'
import type { Rights } from '#src/api/rights.ts'

/** The instant the specs of this feature stand at. */
export const noon = Date.UTC(2026, 10, 20, 12, 0, 0)
export const iso = (ms: number) => new Date(ms).toISOString()
export const hours = (count: number) => count * 3_600_000

export const adele = '6f1f2e0c-95c8-4bb1-9a51-3f2f0a3c7d10'
export const approver = '0d3f5a27-6a0e-4c88-9a6f-0b9f6f0f7c11'
export const hash = 'AB'.repeat(32)

/** A pending request of Adele, two hours old, that expires in four days. */
export const aRequest = (change: Partial<ElevationRequest> = {}): ElevationRequest => ({
  '@odata.etag': '"1"',
  id: '3df245af-45af-4df2-8f45-f23daf45f23d',
  requestedByUserId: adele,
  requestedByUserPrincipalName: 'adele.vance@contoso.example',
  requestedOnDeviceId: '0b5b8a5e-6a3f-4f0e-8e0a-7a1f5b3d9c21',
  deviceName: 'LAP-0142',
  requestCreatedDateTime: iso(noon - hours(2)),
  requestLastModifiedDateTime: iso(noon - hours(2)),
  requestExpiryDateTime: iso(noon + hours(96)),
  requestJustification: 'Printer driver for the third floor',
  status: 'pending',
  reviewCompletedByUserId: '',
  reviewCompletedByUserPrincipalName: '',
  reviewCompletedDateTime: null,
  reviewerJustification: '',
  applicationDetail: {
    fileHash: hash,
    fileName: 'InstallPrinter.msi',
    filePath: 'C:\\Users\\adele\\Downloads\\InstallPrinter.msi',
    fileDescription: 'Printer installer',
    publisherName: 'Trey Research Code Signing CA G2',
    publisherCert: '',
    productName: 'Printer Suite',
    productInternalName: 'InstallPrinter',
    productVersion: '3.1.0.0',
  },
  ...change,
})

export const decided = (status: string, change: Partial<ElevationRequest> = {}): ElevationRequest =>
  aRequest({
    '@odata.etag': '"2"',
    status,
    reviewCompletedByUserId: approver,
    reviewCompletedByUserPrincipalName: 'requests.approver@contoso.example',
    reviewCompletedDateTime: iso(noon - hours(1)),
    requestLastModifiedDateTime: iso(noon - hours(1)),
    ...change,
  })

export const withRights = (...actions: readonly string[]): Rights => ({
  can: (action) => actions.includes('*') || actions.includes(action),
})
