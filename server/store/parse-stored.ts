import type { ManagedDevice } from '#contract/directory.ts'
import type { PolicyAssignment } from '#contract/policies.ts'
import type { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import type { Setting } from '#contract/settings.ts'

/**
 * Reads JSON text that this service wrote after checking it; it is not checked again on every read. Strict checks of
 * answers in tests (`checkAnswers`) would show a store that lies.
 */
export const parseStored = {
  texts: (text: string) => JSON.parse(text) as string[],
  resource: (text: string) => JSON.parse(text) as Record<string, unknown>,
  device: (text: string) => JSON.parse(text) as ManagedDevice,
  settings: (text: string) => JSON.parse(text) as Setting[],
  reusableSetting: (text: string) => JSON.parse(text) as ReusablePolicySetting,
  assignments: (text: string) => JSON.parse(text) as PolicyAssignment[],
}
