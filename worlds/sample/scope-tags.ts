import type { RoleScopeTag } from '#contract/directory.ts'

/** Default and three of our own; devices and policies carry them. */
export const scopeTags: readonly RoleScopeTag[] = [
  {
    id: '0',
    displayName: 'Default',
    description: 'Every object without a tag of its own',
    isBuiltIn: true,
  },
  { id: '1', displayName: 'EMEA', description: 'London, Berlin, Gothenburg', isBuiltIn: false },
  { id: '2', displayName: 'Americas', description: 'Toronto, Denver, Curitiba', isBuiltIn: false },
  {
    id: '3',
    displayName: 'Workshop',
    description: 'Machines on the shop floor, where a stop costs a shift',
    isBuiltIn: false,
  },
]
