import { z } from './zod.ts'

/** What Graph lacks lives under `/epm` of the API base; only the embedded service answers it. */

/** `GET /epm/config`, answered without sign-in: what this backend offers. */
export const EpmConfig = z.looseObject({
  /** `graph` is never sent: the page answers this question itself when it speaks to Microsoft Graph. */
  backend: z.enum(['service', 'graph']),
  version: z.string(),
  world: z.string(),
  signIn: z.enum(['sample', 'oidc', 'none', 'microsoft']),
  /** Whether this request came with a session, so that a page need not ask and be refused. */
  signedIn: z.boolean(),
  /** Of the session this request came with. `setupOpen`: nobody is an administrator yet, and a setup code could be entered. */
  session: z
    .looseObject({
      idleMinutes: z.number(),
      signedInDateTime: z.string().nullable(),
      setupOpen: z.boolean().optional(),
    })
    .optional(),
  /**
   * Where the reports can do more than Graph's. `aggregationDates`: days as a filter on aggregated reports. `trendFilters`:
   * publisher, file, user and type as filters on `EpmInsightsElevationTrend`.
   */
  reports: z.looseObject({ aggregationDates: z.boolean(), trendFilters: z.boolean().optional() }),
  /** Only with the sample world on a loopback address. */
  samplePeople: z
    .array(
      z.looseObject({
        userPrincipalName: z.string(),
        displayName: z.string(),
        role: z.string(),
        /** One plain sentence: what this person can do here. */
        description: z.string(),
      }),
    )
    .optional(),
})
export type EpmConfig = z.infer<typeof EpmConfig>

export const SignInBody = z.strictObject({ userPrincipalName: z.string().min(1).max(256) })

/** `GET /epm/events` (text/event-stream): each `data:` line is one of these. It carries no content, only what to re-read. */
export const ChangeNotice = z.looseObject({
  entity: z.enum([
    'elevationRequests',
    'privilegeManagementElevations',
    'configurationPolicies',
    'reusablePolicySettings',
    'auditEvents',
    'managedDevices',
    'roles',
    'pamRequests',
    'pamPolicies',
    'pamSettings',
  ]),
  id: z.string().optional(),
})
export type ChangeNotice = z.infer<typeof ChangeNotice>
