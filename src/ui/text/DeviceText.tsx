import { WarningFilled } from '@fluentui/react-icons'
import { useMemo } from 'react'

import { shortenName } from '#domain/file-name/shorten.ts'
import { inspectText, type InspectedField, type Segment } from '#domain/file-name/spoofing.ts'

import { makeStyles, mergeClasses, tokens } from '../styles.ts'
import { visibleText } from './visible-text.ts'

const useStyles = makeStyles({
  text: { unicodeBidi: 'isolate', overflowWrap: 'anywhere' },
  oneLine: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    display: 'block',
    minWidth: 0,
  },
  lines: { whiteSpace: 'pre-wrap' },
  mark: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '0.85em',
    padding: '0 3px',
    margin: '0 1px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorStatusWarningBackground2,
    color: tokens.colorStatusWarningForeground2,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    whiteSpace: 'nowrap',
  },
  warning: {
    display: 'inline-flex',
    verticalAlign: '-2px',
    marginRight: '4px',
    color: tokens.colorStatusWarningForeground3,
  },
  missing: { color: tokens.colorNeutralForeground3 },
})

/** Both ends of a shortened value, each inspected for itself: the dots between them are ours, not the device's. */
const cutSegments = (value: string, short: string, kind: InspectedField): Segment[] => {
  let cut = 0
  while (cut < short.length && short[cut] === value[cut]) cut += 1
  return [
    ...inspectText(short.slice(0, cut), kind).segments,
    { text: short.slice(cut, cut + 1), mark: null },
    ...inspectText(short.slice(cut + 1), kind).segments,
  ]
}

type Props = {
  value: string | null | undefined
  /** Which rules apply: names and paths have more of them than free text. */
  kind: InspectedField
  /** Shortened in the middle to so many characters; the end and the extension stay (R24). */
  shorten?: number
  /** One line, cut with dots at the end, for tables; the whole value is in the tooltip. */
  oneLine?: boolean
  /** A warning sign in front when the value tries to look like another; a text when `value` is only a part of it. */
  flag?: boolean | string
  missing?: string
}

/**
 * Text that a device or its user wrote: isolated from the text around it, with hidden, reversing and look-alike
 * characters written out as code points (R23). Never a link, never markup.
 */
export const DeviceText = ({
  value,
  kind,
  shorten,
  oneLine,
  flag,
  missing = 'Not given',
}: Props) => {
  const styles = useStyles()
  const shown = useMemo(() => {
    if (value === null || value === undefined || value === '') return null
    const short = shorten === undefined ? value : shortenName(value, shorten)
    const whole = inspectText(value, kind)
    return {
      warnings: (typeof flag === 'string' ? inspectText(flag, kind) : whole).warnings.map(
        ({ message }) => message,
      ),
      segments: short === value ? whole.segments : cutSegments(value, short, kind),
      cut: short !== value,
    }
  }, [value, kind, shorten, flag])
  if (shown === null || !value) return <span className={styles.missing}>{missing}</span>
  const title = shown.cut || oneLine ? visibleText(value) : undefined
  return (
    <bdi
      className={mergeClasses(
        styles.text,
        oneLine && styles.oneLine,
        kind === 'text' && !oneLine && styles.lines,
      )}
      title={title}
    >
      {flag !== undefined && flag !== false && shown.warnings.length > 0 && (
        <span
          className={styles.warning}
          role="img"
          aria-label={`Warning: ${shown.warnings.join(' ')}`}
          title={shown.warnings.join(' ')}
        >
          <WarningFilled aria-hidden />
        </span>
      )}
      {shown.segments.map((segment, index) =>
        segment.mark === null ? (
          segment.text
        ) : (
          <span key={index} className={styles.mark}>
            {segment.mark}
          </span>
        ),
      )}
    </bdi>
  )
}
