import type { ReactNode } from 'react'

import type { ResourceAction } from '#contract/rights.ts'
import { useRights } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { TextLink } from '#src/ui/TextLink.tsx'

import { useOverviewStyles } from './overview-styles.ts'

const phases = [
  ['Auditing', 'A policy that only reports shows what people elevate today.'],
  ['Persona identification', 'People who need the same files form a group.'],
  ['Build rules', 'Rules for the files of each group, the strictest that still works.'],
  ['Monitoring', 'Reports and requests show what the rules miss.'],
  [
    'Review user privileges',
    'Who has only managed elevations can lose local administrator rights.',
  ],
] as const

const personas = [
  {
    name: 'Power users',
    who: 'IT support technicians, IT power users',
    rules: 'Automatic for defined rules',
    response: 'Deny all requests',
  },
  {
    name: 'Developers',
    who: 'Engineering',
    rules: 'Automatic for low-risk applications, user confirmed with a reason for higher risk',
    response: 'Require support approval',
  },
  {
    name: 'Standard users',
    who: 'Finance, HR',
    rules: 'Automatic for defined rules',
    response: 'Deny all requests, or require support approval',
  },
] as const

const scenarios = [
  ['An administrator stays one', 'Technicians who look after devices'],
  ['An administrator becomes a standard user', 'People who work with information'],
  ['A standard user stays one and elevates single files', 'Developers'],
] as const

/** A link for whom it opens something, plain words for everybody else. */
const LinkWith = (props: { right: ResourceAction; to: string; children: ReactNode }) =>
  useRights().can(props.right) ? (
    <TextLink to={props.to}>{props.children}</TextLink>
  ) : (
    <>{props.children}</>
  )

const create = 'Microsoft.Intune_EpmPolicy_Create'

/** What to do first, for a tenant in which nothing has been elevated yet (epm-behaviour 2.2). */
export const FirstSteps = () => {
  const styles = useOverviewStyles()
  return (
    <ol className={styles.steps}>
      <li className={styles.step}>
        <span className={styles.stepTitle}>License EPM and plan.</span>
        <p>Endpoint Privilege Management needs a licence of its own beside Intune.</p>
      </li>
      <li className={styles.step}>
        <span className={styles.stepTitle}>Deploy EPM: audit, then rules, then watch.</span>
        <p>
          <LinkWith right={create} to={paths.policyNew('settings')}>
            Create an elevation settings policy
          </LinkWith>
          . It starts with audit-only settings: devices report every elevation, and nobody can
          elevate more than before. Then{' '}
          <LinkWith right={create} to={paths.policyNew('rules')}>
            create rules
          </LinkWith>{' '}
          for the files that are reported.
        </p>
      </li>
      <li className={styles.step}>
        <span className={styles.stepTitle}>Manage EPM.</span>
        <p>
          Decide{' '}
          <LinkWith
            right="Microsoft.Intune_EpmPolicy_ViewElevationRequests"
            to={paths.elevationRequests()}
          >
            elevation requests
          </LinkWith>
          , look at the <TextLink to={paths.reports()}>reports</TextLink>, mend{' '}
          <LinkWith right="Microsoft.Intune_EpmPolicy_Read" to={paths.policies()}>
            rules
          </LinkWith>
          , and take local administrator rights from those who no longer need them.
        </p>
      </li>
    </ol>
  )
}

/** The five phases, of which all but the first are repeated, and whom rules are made for. */
export const PhasesAndPersonas = () => {
  const styles = useOverviewStyles()
  return (
    <>
      <h3 className={styles.part}>Phases</h3>
      <ol className={styles.steps}>
        {phases.map(([phase, meaning]) => (
          <li key={phase} className={styles.step}>
            <span className={styles.stepTitle}>{phase}.</span> {meaning}
          </li>
        ))}
      </ol>
      <p className={styles.quiet}>From the second on, the phases are repeated.</p>
      <h3 className={styles.part}>Example personas</h3>
      <div className={styles.wide} role="region" aria-label="Table of personas" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Persona</th>
              <th scope="col">Example roles</th>
              <th scope="col">Rules</th>
              <th scope="col">Default elevation response</th>
            </tr>
          </thead>
          <tbody>
            {personas.map(({ name, who, rules, response }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{who}</td>
                <td>{rules}</td>
                <td>{response}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3 className={styles.part}>Scenarios</h3>
      <div className={styles.wide} role="region" aria-label="Table of scenarios" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Where people go</th>
              <th scope="col">For example</th>
            </tr>
          </thead>
          <tbody>
            {scenarios.map(([where, who]) => (
              <tr key={where}>
                <th scope="row">{where}</th>
                <td>{who}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
