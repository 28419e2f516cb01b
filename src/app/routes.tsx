import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import { redirect, type RouteObject } from 'react-router-dom'

import { ApiError } from '#src/api/errors.ts'
import { rightsQuery, toRights } from '#src/api/rights.ts'
import { configQuery, meQuery } from '#src/api/session.ts'
import { paths, requestActions } from '#src/lib/paths.ts'
import { keepChoicesOf } from '#src/ui/table/kept.ts'

import { firstReadable } from './navigation-items.tsx'
import { ownPageRoute, pageRoute } from './page-route.tsx'
import { forgetDraftsOfOthers } from './pages/drafts-of-others.ts'
import { NoAccessPage } from './pages/NoAccessPage.tsx'
import { NotFoundPage } from './pages/NotFoundPage.tsx'
import { RootError, RouteError } from './pages/RouteError.tsx'
import { SignIn } from './pages/SignIn.tsx'
import { Shell } from './shell/Shell.tsx'
import { Starting } from './shell/Starting.tsx'

const knownAction = ({ params }: { params: Record<string, string | undefined> }) => {
  if (requestActions.some((action) => action === params['action'])) return null
  // The router's own way of saying "not found"; the error page knows it.
  throw new Response(null, { status: 404 })
}

/** What opens over a page of another feature comes with the router: no feature imports another (ADR 006). */
const rulePane = (load: () => Promise<{ default: ComponentType }>) => async () => ({
  Component: (await load()).default,
})

/** Over a report of single elevations: one of them, the rule from it, the rule from several. */
const elevationRule = rulePane(
  () => import('#src/features/rule-from-file/RuleFromElevationsPage.tsx'),
)
const elevationChildren: RouteObject[] = [
  { path: ':id', element: null },
  { path: ':id/rule', lazy: elevationRule },
  { path: 'rule', lazy: elevationRule },
]

/** Every page of the console. `src/lib/paths.ts` has the addresses. */
export const createRoutes = (queryClient: QueryClient): RouteObject[] => {
  const page = (
    path: string,
    load: Parameters<typeof pageRoute>[2],
    children?: RouteObject[],
  ): RouteObject => pageRoute(queryClient, path, load, children)

  /** The person, their rights and what the service offers are there before any page is. */
  const shellLoader = async ({ request }: { request: Request }) => {
    const { pathname, search } = new URL(request.url)
    const toSignIn = () => redirect(paths.signIn(pathname === '/' ? undefined : pathname + search))
    // Asked first and afresh: whoever is not signed in is not made to collect refusals.
    const { signedIn, signIn } = await queryClient.fetchQuery({ ...configQuery, staleTime: 0 })
    if (!signedIn) return toSignIn()
    try {
      const [me] = await Promise.all([
        queryClient.ensureQueryData(meQuery),
        queryClient.ensureQueryData(rightsQuery),
      ])
      keepChoicesOf(me.id)
      // The sample tenant does it before; Microsoft's sign-in keeps things of its own there.
      if (signIn === 'oidc') forgetDraftsOfOthers(me.userPrincipalName ?? me.id)
      return null
    } catch (reason) {
      if (!(reason instanceof ApiError) || reason.status !== 401) throw reason
      return toSignIn()
    }
  }

  const homeLoader = async () => {
    const rights = toRights(await queryClient.ensureQueryData(rightsQuery))
    const first = firstReadable(rights)
    return first === null ? null : redirect(first)
  }

  return [
    {
      HydrateFallback: Starting,
      ErrorBoundary: RootError,
      children: [
        {
          path: paths.signIn(),
          loader: async () => {
            await queryClient.ensureQueryData(configQuery)
            return null
          },
          ErrorBoundary: RootError,
          Component: SignIn,
        },
        {
          path: '/',
          loader: shellLoader,
          shouldRevalidate: () => false,
          ErrorBoundary: RootError,
          Component: Shell,
          children: [
            { index: true, loader: homeLoader, ErrorBoundary: RouteError, Component: NoAccessPage },
            page(paths.overview(), () => import('#src/features/overview/OverviewPage.tsx')),
            page(
              paths.elevationRequests(),
              () => import('#src/features/elevation-requests/ElevationRequestsPage.tsx'),
              [
                { path: ':id', element: null },
                {
                  path: ':id/rule',
                  lazy: rulePane(
                    () => import('#src/features/rule-from-file/RuleFromRequestPage.tsx'),
                  ),
                },
                { path: ':id/:action', element: null, loader: knownAction },
              ],
            ),
            page(
              paths.aggregatedReport('applications'),
              () => import('#src/features/reports/aggregated/ApplicationsReportPage.tsx'),
            ),
            page(
              paths.aggregatedReport('publishers'),
              () => import('#src/features/reports/aggregated/PublishersReportPage.tsx'),
            ),
            page(
              paths.aggregatedReport('users'),
              () => import('#src/features/reports/aggregated/UsersReportPage.tsx'),
            ),
            page(
              paths.userApplications(),
              () => import('#src/features/reports/aggregated/UserApplicationsPage.tsx'),
            ),
            page(paths.reports(), () => import('#src/features/reports/ReportsPage.tsx')),
            page(
              paths.report('elevations'),
              () => import('#src/features/reports/ElevationReportPage.tsx'),
              elevationChildren,
            ),
            page(
              paths.report('managed'),
              () => import('#src/features/reports/ManagedElevationsPage.tsx'),
              elevationChildren,
            ),
            page(paths.policies(), () => import('#src/features/policies/PoliciesPage.tsx')),
            page(
              `${paths.policies()}/new/:profile`,
              () => import('#src/features/policies/wizard/NewPolicyPage.tsx'),
            ),
            page(`${paths.policies()}/:id`, () => import('#src/features/policies/PolicyPage.tsx')),
            page(
              paths.policiesImport(),
              () => import('#src/features/policies/interchange/ImportPage.tsx'),
            ),
            page(
              `${paths.policies()}/:id/history`,
              () => import('#src/features/policies/history/PolicyHistoryPage.tsx'),
            ),
            page(
              `${paths.policies()}/:id/edit/:section`,
              () => import('#src/features/policies/edit/EditPolicyPage.tsx'),
            ),
            page(
              paths.reusableSettings(),
              () => import('#src/features/reusable-settings/ReusableSettingsPage.tsx'),
            ),
            page(
              paths.reusableSettingNew(),
              () => import('#src/features/reusable-settings/NewReusableSettingPage.tsx'),
            ),
            page(
              `${paths.reusableSettings()}/:id/edit`,
              () => import('#src/features/reusable-settings/EditReusableSettingPage.tsx'),
            ),
            page(
              `${paths.reusableSettings()}/:id`,
              () => import('#src/features/reusable-settings/ReusableSettingPage.tsx'),
            ),
            page(paths.auditLogs(), () => import('#src/features/audit/AuditLogsPage.tsx'), [
              { path: ':id', element: null },
            ]),
            ownPageRoute(
              queryClient,
              paths.tokens(),
              () => import('#src/features/tokens/TokensPage.tsx'),
            ),
            {
              path: paths.privilegedAccessHome(),
              loader: () => redirect(paths.privilegedAccess('requests')),
            },
            page(
              paths.privilegedAccess('requests'),
              () => import('#src/features/privileged-access/RequestsPage.tsx'),
              [
                { path: 'new', element: null },
                { path: ':id', element: null },
                { path: ':id/:action', element: null },
              ],
            ),
            page(
              paths.privilegedAccess('policies'),
              () => import('#src/features/privileged-access/PoliciesPage.tsx'),
            ),
            page(
              paths.privilegedAccess('settings'),
              () => import('#src/features/privileged-access/SettingsPage.tsx'),
            ),
            page(paths.devices(), () => import('#src/features/devices/DevicesPage.tsx')),
            page(`${paths.devices()}/:id`, () => import('#src/features/devices/DevicePage.tsx')),
            page(paths.roles(), () => import('#src/features/roles/RolesPage.tsx')),
            page(paths.roleNew(), () => import('#src/features/roles/wizard/NewRolePage.tsx')),
            page(
              paths.roleAssignments(),
              () => import('#src/features/roles/assignments/AssignmentsPage.tsx'),
            ),
            page(
              `${paths.roleAssignments()}/:id`,
              () => import('#src/features/roles/assignments/AssignmentPage.tsx'),
            ),
            page(
              `${paths.roleAssignments()}/:id/edit/:section`,
              () => import('#src/features/roles/edit/EditAssignmentPage.tsx'),
            ),
            page(
              paths.scopeTags(),
              () => import('#src/features/roles/scope-tags/ScopeTagsPage.tsx'),
            ),
            page(
              `${paths.scopeTags()}/:id`,
              () => import('#src/features/roles/scope-tags/ScopeTagPage.tsx'),
            ),
            page(paths.peopleRights(), () => import('#src/features/roles/people/PeoplePage.tsx')),
            page(
              `${paths.peopleRights()}/:id`,
              () => import('#src/features/roles/people/PersonRightsPage.tsx'),
            ),
            page(`${paths.roles()}/:id`, () => import('#src/features/roles/RolePage.tsx')),
            page(
              `${paths.roles()}/:id/edit/:section`,
              () => import('#src/features/roles/edit/EditRolePage.tsx'),
            ),
            page(
              `${paths.roles()}/:id/assign`,
              () => import('#src/features/roles/wizard/NewAssignmentPage.tsx'),
            ),
            { path: '*', Component: NotFoundPage },
          ],
        },
      ],
    },
  ]
}
