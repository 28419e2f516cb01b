import { useCallback, useEffect, useRef, useState } from 'react'

import type { ElevationSettings } from '#domain/rules/elevation-settings.ts'
import {
  auditOnlyPreset,
  elevationSettingsFieldShown,
  recommendedResponses,
  validateElevationSettings,
} from '#domain/rules/elevation-settings-form.ts'
import {
  defaultResponseLabels,
  elevationSettingsInWords,
  reportingScopeLabels,
  validationLabels,
} from '#domain/rules/in-words.ts'
import { validations } from '#domain/rules/rule-model.ts'
import { Button } from '#src/ui/basics.ts'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { ChecksControl, RadioControl } from '#src/ui/form/controls.tsx'
import type { Option } from '#src/ui/form/fields.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'

import { choiceValue, fromChoice, messagesOf, withUnknown } from './choice.ts'

const useStyles = makeStyles({
  preset: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 16px',
    paddingBottom: '12px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  line: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
})

type Name = keyof ElevationSettings

const onOff: readonly Option[] = [
  { value: 'true', label: 'Enabled' },
  {
    value: 'false',
    label: 'Disabled',
    hint: 'Turns EPM off on the device.',
  },
]
const yesNo: readonly Option[] = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No', hint: 'Neither diagnostics nor elevations leave the device.' },
]
const detection: readonly Option[] = [
  { value: '', label: 'Not configured' },
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]

const responseHints = {
  deny: 'The user is told that the file is denied. It does not stop Run as administrator by an administrator.',
  userConfirmation: 'The user confirms and the file runs elevated: in effect, every file.',
  supportApproval: 'The user sends a request, and an approver decides.',
} as const
const responses: readonly Option[] = [
  { value: '', label: 'Not configured', hint: 'Acts as Deny all requests.' },
  ...(['deny', 'userConfirmation', 'supportApproval'] as const).map((value) => ({
    value,
    label: recommendedResponses.includes(value)
      ? `${defaultResponseLabels[value]} (recommended)`
      : defaultResponseLabels[value],
    hint: responseHints[value],
  })),
]
const scopeHints = {
  all: 'Health data and every elevation on the device, with a rule or without.',
  managed:
    'Health data, elevations by a rule and those started with Run with elevated access. Not Run as administrator.',
  diagnosticOnly: 'Health data and no elevations.',
} as const
const scopes: readonly Option[] = (['all', 'managed', 'diagnosticOnly'] as const).map((value) => ({
  value,
  label: reportingScopeLabels[value],
  hint: scopeHints[value],
}))
const validationOptions = validations.map((value) => ({ value, label: validationLabels[value] }))

type Props = {
  value: ElevationSettings
  onChange: (value: ElevationSettings) => void
  showErrors: boolean
}

/**
 * Every field of an elevation settings policy (epm-behaviour 3.3); what has no effect is not shown. May be saved when
 * `validateElevationSettings(value)` has no error. Choices of a newer product are offered as they are.
 */
export const ElevationSettingsFields = ({ value, onChange, showErrors }: Props) => {
  const styles = useStyles()
  const [answer, setAnswer] = useState<{ for: ElevationSettings; same: boolean } | null>(null)
  const latest = useRef({ value, onChange })
  useEffect(() => {
    latest.current = { value, onChange }
  })
  const choose = useCallback((name: Name, chosen: string) => {
    const now = latest.current
    const next = fromChoice(chosen) as ElevationSettings[Name]
    const settings = { ...now.value, [name]: next }
    // A field that comes back into sight starts with its default.
    if (name === 'sendData' && next === true) settings.reportingScope ??= 'all'
    if (name === 'enabled' && next === true) settings.sendData ??= true
    now.onChange(settings)
  }, [])
  const issues = validateElevationSettings(value)
  const shown = (field: Name) => elevationSettingsFieldShown(field, value)
  const messages = (field: Name) =>
    messagesOf(
      issues.filter((issue) => issue.field === field),
      showErrors,
    )
  const radio = (name: Exclude<Name, 'validation'>, label: string, options: readonly Option[]) => (
    <RadioControl
      name={name}
      label={label}
      value={choiceValue(value[name])}
      options={withUnknown(options, value[name])}
      onChange={choose}
      {...messages(name)}
    />
  )
  return (
    <Stack gap="large">
      <div className={styles.preset}>
        <p className={styles.line}>
          To see first what people elevate, without letting anybody elevate more than before:
        </p>
        <Button
          onClick={() => {
            const preset = auditOnlyPreset.settings
            const same = JSON.stringify(value) === JSON.stringify(preset)
            setAnswer({ for: preset, same })
            if (!same) onChange(preset)
          }}
        >
          Use audit only settings
        </Button>
        <span role="status" className={styles.line}>
          {answer === null || JSON.stringify(value) !== JSON.stringify(answer.for)
            ? ''
            : answer.same
              ? 'This is already audit only.'
              : `Set: ${elevationSettingsInWords(value)
                  .lines.map((line) => `${line.label}: ${line.value}`)
                  .join('; ')}.`}
        </span>
      </div>
      {radio('enabled', 'Endpoint Privilege Management', onOff)}
      {shown('defaultResponse') &&
        radio('defaultResponse', 'Default elevation response', responses)}
      {shown('defaultResponse') && (
        <p className={styles.line}>
          The default response acts only when no rule matches the file and the user asked with Run
          with elevated access.
        </p>
      )}
      {shown('validation') && (
        <ChecksControl
          name="validation"
          label="Validation"
          values={value.validation}
          options={validationOptions}
          onChange={(_, chosen) =>
            onChange({ ...value, validation: validations.filter((each) => chosen.includes(each)) })
          }
          {...messages('validation')}
        />
      )}
      {shown('sendData') && radio('sendData', 'Send elevation data for reporting', yesNo)}
      {shown('reportingScope') && radio('reportingScope', 'Reporting scope', scopes)}
      {shown('detectElevations') &&
        radio('detectElevations', '(Preview) Automatically detect elevations', detection)}
      {shown('sendData') && (
        <ExpandableSection title="What leaves the device">
          <p className={styles.line}>
            Elevations carry the tenant and user name, the justification, the file name with its
            path, product name, publisher, version, description and internal name, the certificate,
            the elevation type, the result and the account type. Diagnostic data carries the device,
            the event, the publisher, the file version, error codes and the policy that applied.
          </p>
        </ExpandableSection>
      )}
    </Stack>
  )
}
