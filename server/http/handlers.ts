import { auditChain } from './handlers/audit-chain.ts'
import { auditChoiceHandlers } from './handlers/audit-choices.ts'
import { auditExport } from './handlers/audit-export.ts'
import { auditEventHandlers } from './handlers/audit-events.ts'
import { decisionHandlers } from './handlers/decisions.ts'
import { deviceCheckInHandlers } from './handlers/device-check-in.ts'
import { directoryHandlers } from './handlers/directory.ts'
import { effectivePermissionHandlers } from './handlers/effective-permissions.ts'
import { elevationRequestHandlers } from './handlers/elevation-requests.ts'
import { elevationHandlers } from './handlers/elevations.ts'
import { elevationIntakeHandlers } from './handlers/elevation-intake.ts'
import { createExportJobHandlers } from './handlers/export-jobs.ts'
import { importHandlers } from './handlers/import.ts'
import { membershipHandlers } from './handlers/memberships.ts'
import { pamDecisionHandlers } from './handlers/pam/decisions.ts'
import { pamExecutionHandlers } from './handlers/pam/executions.ts'
import { pamGroupHandlers } from './handlers/pam/groups.ts'
import { pamPolicyHandlers } from './handlers/pam/policies.ts'
import { pamRequestHandlers } from './handlers/pam/requests.ts'
import { pamSettingsHandlers } from './handlers/pam/settings.ts'
import { policyAssignHandlers } from './handlers/policy-assign.ts'
import { policyHandlers } from './handlers/policies.ts'
import { policyHistoryHandlers } from './handlers/policy-history.ts'
import { policyReportHandlers } from './handlers/policy-reports.ts'
import { policyWriteHandlers } from './handlers/policy-writes.ts'
import { reusableSettingWriteHandlers } from './handlers/reusable-setting-writes.ts'
import { reusableSettingHandlers } from './handlers/reusable-settings.ts'
import { roleAssignmentChangeHandlers } from './handlers/role-assignment-changes.ts'
import { roleDefinitionChangeHandlers } from './handlers/role-definition-changes.ts'
import { roleHandlers } from './handlers/roles.ts'
import { scopeTagAssignHandlers } from './handlers/scope-tag-assign.ts'
import { scopeTagChangeHandlers } from './handlers/scope-tag-changes.ts'
import { scopeTagHandlers } from './handlers/scope-tags.ts'
import { userRightsHandlers } from './handlers/user-rights.ts'
import { tokenHandlers } from './handlers/tokens.ts'
import { countReport, readReport } from '../reports/read-report.ts'
import type { hostHandlers as hostHandlersOf } from './host-handlers.ts'
import type { Handlers } from './types.ts'

/** Every endpoint's handler; those about sessions and live events come from the pipeline's side. */
export const createHandlers = (
  hostHandlers: Pick<Handlers, keyof typeof hostHandlersOf>,
): Handlers => ({
  ...elevationRequestHandlers,
  ...decisionHandlers,
  ...elevationHandlers,
  ...elevationIntakeHandlers,
  ...policyHandlers,
  ...policyWriteHandlers,
  ...policyAssignHandlers,
  ...policyHistoryHandlers,
  ...policyReportHandlers,
  ...createExportJobHandlers({ readReport, countReport }),
  ...importHandlers,
  ...reusableSettingHandlers,
  ...reusableSettingWriteHandlers,
  ...directoryHandlers,
  ...membershipHandlers,
  ...auditEventHandlers,
  ...auditChoiceHandlers,
  auditChain,
  auditExport,
  ...effectivePermissionHandlers,
  ...roleHandlers,
  ...roleDefinitionChangeHandlers,
  ...roleAssignmentChangeHandlers,
  ...scopeTagAssignHandlers,
  ...scopeTagChangeHandlers,
  ...scopeTagHandlers,
  ...userRightsHandlers,
  ...deviceCheckInHandlers,
  ...tokenHandlers,
  ...pamSettingsHandlers,
  ...pamGroupHandlers,
  ...pamPolicyHandlers,
  ...pamRequestHandlers,
  ...pamDecisionHandlers,
  ...pamExecutionHandlers,
  ...hostHandlers,
})
