import type { OpenResponse } from '#domain/rules/open-response.ts'
import type { Risk } from '#src/shared/RiskConfirmation.tsx'

/** A default response that elevates every file, as something to confirm. `name`: of which policy, where several are asked about. */
export const openResponseRisk = (
  flags: readonly OpenResponse[],
  name: string | null = null,
  key = 'settings',
): Risk[] => (flags.length === 0 ? [] : [{ key, name, flags }])
