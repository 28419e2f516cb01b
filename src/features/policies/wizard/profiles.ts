import { paths } from '#src/lib/paths.ts'

/** The two profiles that "Create policy" offers, with where each begins (epm-behaviour 3.1). */
export const createProfiles = [
  {
    kind: 'settings',
    label: 'Elevation settings policy',
    line: 'Turns Endpoint Privilege Management on and says how devices answer.',
    to: paths.policyNew('settings'),
  },
  {
    kind: 'rules',
    label: 'Elevation rules policy',
    line: 'Says which files run elevated, and how.',
    to: paths.policyNew('rules'),
  },
] as const
