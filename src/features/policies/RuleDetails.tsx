import {
  ErrorCircleFilled,
  InfoRegular,
  LightbulbRegular,
  WarningFilled,
} from '@fluentui/react-icons'
import type { ReactElement, ReactNode } from 'react'

import type { InspectedField } from '#domain/file-name/spoofing.ts'
import { ruleInWords } from '#domain/rules/in-words.ts'
import type { IssueKind, RuleField } from '#domain/rules/validate.ts'
import { RuleStanding } from '#src/shared/RuleStanding.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { makeStyles, mergeClasses, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'

import { errorsOf, type RuleJudgement } from './rule-judgement.ts'
import type { PolicyRule } from './rule-list.ts'
import { toRuleSections } from './rule-sections.ts'
import { ElevationTypeSign } from './RuleSigns.tsx'

const useStyles = makeStyles({
  details: { display: 'flex', flexDirection: 'column', gap: '20px', minWidth: 0 },
  summary: { margin: 0, maxWidth: '80ch' },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 360px), 1fr))',
    gap: '20px 40px',
    alignItems: 'start',
  },
  title: {
    margin: '0 0 8px',
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  muted: { color: tokens.colorNeutralForeground3 },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
  },
  plain: { margin: 0, padding: 0, listStyleType: 'none' },
  finding: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: '8px' },
  icon: { display: 'flex', fontSize: '16px', paddingTop: '2px' },
  error: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  calm: { color: tokens.colorNeutralForeground3 },
  name: { fontWeight: tokens.fontWeightSemibold },
})

type Props = {
  item: PolicyRule
  judgement: RuleJudgement
  reusableSettingName: (id: string) => string | undefined
  /** What is known of the rule's certificate; null when it has none. */
  certificate: ReactNode
}

/** Everything about one rule: in words, all fields with the labels of the pane, strength, risks and issues. */
export const RuleDetails = ({ item, judgement, reusableSettingName, certificate }: Props) => {
  const styles = useStyles()
  const { rule, unknownCount } = item
  const { summary, lines } = ruleInWords(rule, reusableSettingName)
  return (
    <div className={styles.details}>
      <p className={styles.summary}>{summary}</p>
      {unknownCount > 0 && (
        <p className={styles.summary}>
          This rule holds {unknownCount === 1 ? 'one setting' : `${unknownCount} settings`} that
          this console does not know, so it may do more than is said here.
        </p>
      )}
      <div className={styles.columns}>
        {toRuleSections(lines).map(({ title, fields }) => (
          <section key={title} aria-label={title}>
            <h4 className={styles.title}>{title}</h4>
            <KeyValueList
              items={fields.map(({ label, values }) => ({
                label,
                value:
                  label === 'Certificate' || label === 'File upload' ? (
                    <>
                      <FieldValue label={label} values={values} />
                      {certificate}
                    </>
                  ) : label === 'Elevation type' && typeof rule.elevationType === 'string' ? (
                    <ElevationTypeSign type={rule.elevationType} />
                  ) : (
                    <FieldValue label={label} values={values} />
                  ),
              }))}
            />
          </section>
        ))}
        <Findings judgement={judgement} />
      </div>
    </div>
  )
}

const kinds: Record<string, InspectedField> = {
  'File name': 'fileName',
  'File path': 'filePath',
  Description: 'text',
  Argument: 'text',
}

const FieldValue = ({ label, values }: { label: string; values: readonly string[] }) => {
  const styles = useStyles()
  const one = (value: string): ReactNode =>
    value === 'Not configured' ? (
      <span className={styles.muted}>{value}</span>
    ) : label === 'File hash' ? (
      <Hash value={value} />
    ) : (
      <DeviceText value={value} kind={kinds[label] ?? 'name'} flag />
    )
  if (values.length < 2) return <>{one(values[0] ?? '')}</>
  return (
    <ul className={styles.plain}>
      {values.map((value, index) => (
        <li key={index}>{one(value)}</li>
      ))}
    </ul>
  )
}

const Findings = ({ judgement: { strength, issues } }: { judgement: RuleJudgement }) => {
  const styles = useStyles()
  return (
    <>
      <section aria-label="Risks and file identity">
        <h4 className={styles.title}>Risks and file identity</h4>
        <ul className={styles.list}>
          <li>
            <RuleStanding strength={strength} errors={errorsOf(issues)} explained />
          </li>
          {strength.flags.map(({ id, title, attack }) => (
            <Finding key={id} icon={<WarningFilled />} tone="warning">
              <div className={styles.name}>{title}</div>
              <div>{attack}</div>
            </Finding>
          ))}
        </ul>
      </section>
      {issues.length > 0 && (
        <section aria-label="Issues">
          <h4 className={styles.title}>Issues</h4>
          <ul className={styles.list}>
            {issues.map(({ field, kind, message }) => (
              <Finding key={`${field} ${message}`} {...issueSigns[kind]}>
                <span className={styles.name}>
                  {issueSigns[kind].word}, {fieldNames[field]}:{' '}
                </span>
                {message}
              </Finding>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** Which field is meant: under a field of the editor it is plain, in a list it is not. */
const fieldNames: Readonly<Record<RuleField, string>> = {
  name: 'rule name',
  description: 'description',
  elevationType: 'elevation type',
  validation: 'validation',
  childProcessBehavior: 'child process behavior',
  fileName: 'file name',
  filePath: 'file path',
  signatureSource: 'signature source',
  certificate: 'certificate',
  certificateType: 'certificate type',
  fileHash: 'file hash',
  minimumVersion: 'minimum version',
  fileDescription: 'file description',
  productName: 'product name',
  internalName: 'internal name',
  restrictArguments: 'arguments',
  rules: 'rules',
}

type Tone = 'error' | 'warning' | 'calm'

const issueSigns: Record<IssueKind, { word: string; icon: ReactElement; tone: Tone }> = {
  error: { word: 'Error', icon: <ErrorCircleFilled />, tone: 'error' },
  warning: { word: 'Warning', icon: <WarningFilled />, tone: 'warning' },
  caution: { word: 'Caution', icon: <InfoRegular />, tone: 'warning' },
  advice: { word: 'Advice', icon: <LightbulbRegular />, tone: 'calm' },
}

const Finding = (props: { icon: ReactElement; tone: Tone; children: ReactNode }) => {
  const styles = useStyles()
  return (
    <li className={styles.finding}>
      <span className={mergeClasses(styles.icon, styles[props.tone])} aria-hidden>
        {props.icon}
      </span>
      <div>{props.children}</div>
    </li>
  )
}
