import { useCallback, type ReactNode } from 'react'

import { needsHash } from '#domain/rules/validate.ts'
import { TextControl } from '#src/ui/form/controls.tsx'
import { Section } from '#src/ui/layout/Section.tsx'

import { messagesFor, type RuleFieldsProps } from './field-props.ts'
import type { TextFieldName } from './rule-edits.ts'

const signedHint = 'From the file’s version resource; protected by its signature.'

type FieldText = { name: TextFieldName; label: string; hint: string; placeholder?: string }

const named: readonly FieldText[] = [
  {
    name: 'fileName',
    label: 'File name',
    hint: 'With its extension. * and ? may stand before the extension.',
    placeholder: 'myapplication.exe',
  },
  {
    name: 'filePath',
    label: 'File path',
    hint: 'The folder; empty means any. Choose one that users cannot write to.',
    placeholder: 'C:\\Program Files\\Contoso\\',
  },
]
const signed: readonly FieldText[] = [
  {
    name: 'minimumVersion',
    label: 'Minimum version',
    hint: 'Four numbers.',
    placeholder: '1.2.3.4',
  },
  { name: 'fileDescription', label: 'File description', hint: signedHint },
  { name: 'productName', label: 'Product name', hint: signedHint },
  { name: 'internalName', label: 'Internal name', hint: signedHint },
]

/** The section File information; the signature source stands in its middle. */
export const FileFields = (props: RuleFieldsProps & { children: ReactNode }) => {
  const { rule, change } = props
  const text = useCallback(
    (name: TextFieldName, value: string) => change((current) => ({ ...current, [name]: value })),
    [change],
  )
  // A hash is often copied with what stands around it.
  const hash = useCallback(
    (_: string, value: string) => change((current) => ({ ...current, fileHash: value.trim() })),
    [change],
  )
  const field = ({ name, label, hint, placeholder }: FieldText) => (
    <TextControl
      key={name}
      name={name}
      label={label}
      required={name === 'fileName'}
      value={rule[name]}
      onChange={text}
      hint={hint}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...messagesFor(props, name, rule[name] !== '')}
    />
  )
  return (
    <Section title="File information">
      {named.map(field)}
      {props.children}
      <TextControl
        name="fileHash"
        label="File hash"
        mono
        required={needsHash(rule) !== null}
        value={rule.fileHash}
        onChange={hash}
        hint="SHA-256: the strongest way to name one file. A new version needs a new hash."
        {...messagesFor(props, 'fileHash', rule.fileHash !== '')}
      />
      {signed.map(field)}
    </Section>
  )
}
