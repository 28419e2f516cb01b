import { Button } from '@fluentui/react-components'
import { useState } from 'react'

import { inspectText, type InspectedField } from '#domain/file-name/spoofing.ts'

import { CopyButton } from '../CopyButton.tsx'
import { makeStyles, tokens } from '../styles.ts'
import { DeviceText } from './DeviceText.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'start', gap: '4px', minWidth: 0 },
  text: { minWidth: 0 },
  warnings: { margin: '4px 0 0', paddingLeft: '18px', color: tokens.colorStatusWarningForeground3 },
})

type Props = {
  value: string | null | undefined
  kind: InspectedField
  /** What it is, for the copy button: "file name". */
  what: string
  /** Characters shown before "Show all" is offered. */
  shorten?: number
}

/** For details: the value, its warnings in words, the whole of it on demand, and a copy button. */
export const DeviceTextFull = ({ value, kind, what, shorten = 80 }: Props) => {
  const styles = useStyles()
  const [whole, setWhole] = useState(false)
  if (!value) return <DeviceText value={value} kind={kind} />
  const long = value.length > shorten
  const { warnings } = inspectText(value, kind)
  return (
    <div>
      <div className={styles.row}>
        <span className={styles.text}>
          <DeviceText value={value} kind={kind} {...(long && !whole ? { shorten } : {})} />
        </span>
        <CopyButton text={value} what={what} />
      </div>
      {long && (
        <Button
          size="small"
          appearance="transparent"
          onClick={() => setWhole(!whole)}
          aria-expanded={whole}
        >
          {whole ? 'Show less' : 'Show all'}
        </Button>
      )}
      {warnings.length > 0 && (
        <ul className={styles.warnings}>
          {warnings.map(({ kind: warning, message }) => (
            <li key={warning}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
