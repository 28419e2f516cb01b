import { CheckmarkRegular } from '@fluentui/react-icons'

import { MessageBar } from '#src/ui/MessageBar.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import type { RoleCaution } from './role-risks.ts'
import { permissionsIn } from './role-words.ts'

const useStyles = makeStyles({
  groups: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(340px, 100%), 1fr))',
    gap: '20px 40px',
    alignItems: 'start',
  },
  title: {
    margin: '0 0 4px',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', padding: '3px 0' },
  sign: { display: 'flex', paddingTop: '2px', color: tokens.colorStatusSuccessForeground1 },
  note: { color: tokens.colorNeutralForeground3, margin: 0 },
  points: { margin: 0, paddingLeft: '20px' },
})

/** The rights of a role in words, under the headings of the role editor. */
export const RoleRights = ({ actions }: { actions: readonly string[] }) => {
  const styles = useStyles()
  const { everything, known, others } = permissionsIn(actions)
  return (
    <Stack gap="large">
      {everything && <p className={styles.note}>Every right over everything.</p>}
      {actions.length === 0 && <p className={styles.note}>No right at all.</p>}
      {known.length > 0 && (
        <div className={styles.groups}>
          {known.map(({ permission, rights }) => (
            <section key={permission} aria-label={permission}>
              <h3 className={styles.title}>{permission}</h3>
              <ul className={styles.list}>
                {rights.map(({ action, right, description }) => (
                  <li key={action} className={styles.item}>
                    <span className={styles.sign} aria-hidden>
                      <CheckmarkRegular />
                    </span>
                    <span>
                      {right}
                      <span className={styles.note}> · {description}</span>
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
      {others.length > 0 && (
        <div>
          <p className={styles.note}>
            {others.length === 1 ? 'One right' : `${others.length} rights`} over other parts of
            Intune, which this console does not show and keeps untouched:
          </p>
          <ul className={styles.points}>
            {others.map((action) => (
              <li key={action}>
                <DeviceText value={action} kind="name" />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Stack>
  )
}

/** What powerful or useless rights mean, each said once. */
export const RoleCautions = ({ cautions }: { cautions: readonly RoleCaution[] }) => {
  const styles = useStyles()
  const strong = cautions.filter((each) => each.strong)
  const rest = cautions.filter((each) => !each.strong)
  return (
    <>
      {strong.length > 0 && (
        <MessageBar intent="warning" title={strong.length === 1 ? 'Powerful.' : 'Powerful:'}>
          {strong.length === 1 ? (
            ` ${strong[0]?.message ?? ''}`
          ) : (
            <ul className={styles.points}>
              {strong.map(({ id, message }) => (
                <li key={id}>{message}</li>
              ))}
            </ul>
          )}
        </MessageBar>
      )}
      {rest.map(({ id, message }) => (
        <MessageBar key={id} intent="info">
          {message}
        </MessageBar>
      ))}
    </>
  )
}
