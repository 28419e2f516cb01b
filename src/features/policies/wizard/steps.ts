/** The steps of the wizard as Intune calls them; the ids stand in the address. */
export const stepTitles = {
  basics: 'Basics',
  configuration: 'Configuration settings',
  'scope-tags': 'Scope tags',
  assignments: 'Assignments',
  review: 'Review + create',
} as const
export type StepId = keyof typeof stepTitles

/** Where one can mend what the service refused; null when no step is about it. */
export const stepOfTarget = (target: string | null | undefined): StepId | null => {
  if (!target) return null
  if (target === 'name' || target === 'description') return 'basics'
  if (target.startsWith('roleScopeTagIds')) return 'scope-tags'
  if (target.startsWith('rules') || target.startsWith('settings')) return 'configuration'
  return target.startsWith('assignments') ? 'assignments' : null
}
