import { useCallback, useRef, useState } from 'react'

import { parseFileAttributes, ruleValuesOf } from '#domain/rules/file-attributes.ts'
import { announce } from '#src/ui/announcer.tsx'
import { Button } from '#src/ui/basics.ts'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { TextAreaControl } from '#src/ui/form/controls.tsx'
import { useNoStrayDrop } from '#src/ui/form/use-no-stray-drop.ts'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { mergeClasses } from '#src/ui/styles.ts'
import { Spinner } from '#src/ui/Spinner.tsx'

import { FillOutcome, type Outcome } from './FillOutcome.tsx'
import { usePickerStyles } from './picker-styles.ts'
import { readRuleFile } from './read-rule-file.ts'
import type { FileFacts } from './rule-edits.ts'

type Props = {
  onFill: (facts: FileFacts) => void
  /** The certificate that the file gave is not wanted. */
  onHashOnly: (certificate: string) => void
}

/** Fills the editor from a file of this computer or from what Get-FileAttributes printed (epm-behaviour 4.7). */
export const FillFromFile = ({ onFill, onHashOnly }: Props) => {
  const styles = usePickerStyles()
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [reading, setReading] = useState(false)
  const [over, setOver] = useState(false)
  useNoStrayDrop()
  const input = useRef<HTMLInputElement>(null)
  const edit = useCallback((_: string, value: string) => setText(value), [])

  const finish = (next: Outcome, facts: FileFacts) => {
    setOutcome(next)
    if (next.filled.length > 0) onFill(facts)
    announce(next.filled.length > 0 ? 'The fields are filled' : 'Nothing was filled')
  }
  const paste = () => {
    const parsed = parseFileAttributes(text)
    const { values, leftOut } = ruleValuesOf(parsed.fields)
    const remarks = [
      ...(parsed.wrapped.length > 0
        ? ['Some values were broken over several lines: check their spaces.']
        : []),
      ...(parsed.notUnderstood.length > 0
        ? [`Passed over: ${parsed.notUnderstood.length} of the lines.`]
        : []),
    ]
    finish({ source: null, filled: Object.keys(values), leftOut, remarks }, values)
  }
  const take = async (file: File | undefined) => {
    if (file === undefined || reading) return
    setReading(true)
    try {
      const { facts, outOfTime, leftOut, remarks } = await readRuleFile(file)
      const told = { source: file.name, filled: Object.keys(facts), leftOut, remarks }
      const { certificate } = facts
      const hashOnly = () => {
        if (certificate === undefined) return
        onHashOnly(certificate)
        const filled = told.filled.filter((field) => field !== 'certificate')
        setOutcome({
          ...told,
          filled,
          remarks: ['The certificate is left out.', ...remarks.slice(1)],
        })
        announce('The certificate is left out')
      }
      finish(outOfTime ? { ...told, hashOnly } : told, facts)
    } catch {
      // The file went away, or is too large for this browser.
      finish(
        { source: file.name, filled: [], leftOut: [], remarks: ['The file could not be read.'] },
        {},
      )
    } finally {
      setReading(false)
    }
  }
  return (
    <ExpandableSection title="Fill from a file" hint="or from Get-FileAttributes">
      <Stack gap="large">
        <div
          className={mergeClasses(styles.drop, over && styles.over)}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            void take(event.dataTransfer.files[0])
          }}
        >
          <span>
            Drop an .exe, .msi or .ps1 here, or choose one. It is read in this page and never leaves
            it.
          </span>
          <input
            ref={input}
            type="file"
            accept=".exe,.msi,.ps1"
            tabIndex={-1}
            aria-label="File to fill from"
            className={styles.hidden}
            onChange={({ target }) => {
              void take(target.files?.[0])
              target.value = ''
            }}
          />
          <Button disabledFocusable={reading} onClick={() => !reading && input.current?.click()}>
            Choose a file
          </Button>
          {reading && <Spinner label="Reading the file" />}
        </div>
        <TextAreaControl
          name="attributes"
          label="Output of Get-FileAttributes"
          placeholder={'FileName : setup.exe\nFileHash : 6B1F…'}
          value={text}
          onChange={edit}
          rows={4}
        />
        <Stack row>
          <Button
            disabledFocusable={text.trim() === ''}
            onClick={() => text.trim() !== '' && paste()}
          >
            Fill from the output
          </Button>
        </Stack>
        {outcome !== null && <FillOutcome outcome={outcome} />}
      </Stack>
    </ExpandableSection>
  )
}
