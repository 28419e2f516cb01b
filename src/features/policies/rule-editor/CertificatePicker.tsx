import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import {
  certificateFileDefinitionId,
  type ReusablePolicySetting,
} from '#contract/reusable-settings.ts'
import type { Reading } from '#domain/certificates/certificate.ts'
import { q } from '#src/api/queries.ts'
import { localToTheMinute, relativeAge } from '#src/lib/dates.ts'
import { Button } from '#src/ui/basics.ts'
import { Failed } from '#src/ui/states/states.tsx'
import { SkeletonBar, SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { SearchBox } from '#src/ui/table/FilterBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { useFocusAfter } from '#src/ui/use-focus-after.ts'
import { useNow } from '#src/ui/use-now.ts'

import { certificateReading, textOf } from '../use-rule-certificates.ts'
import { usePickerStyles } from './picker-styles.ts'

const mostListed = 200
const listQuery = q('reusableSettingList', {
  query: {
    $select: 'id,displayName,description,settingDefinitionId,settingInstance',
    $top: mostListed,
  },
})

type Props = {
  settingId: string
  /** Null when none is chosen. */
  name: string | null
  onChoose: (settingId: string) => void
  error?: string
  warning?: string
}

/** The certificate of a rule out of the reusable settings, found by name, subject and expiry. */
export const CertificatePicker = ({ settingId, name, onChoose, error, warning }: Props) => {
  const styles = usePickerStyles()
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const focusAfter = useFocusAfter()
  return (
    <fieldset className={styles.group}>
      <legend className={styles.label}>
        Certificate <span className={styles.required}>*</span>
      </legend>
      {name === null ? (
        <span className={styles.note}>None chosen</span>
      ) : (
        <span className={styles.name}>
          <DeviceText value={name} kind="name" flag />
        </span>
      )}
      <div className={styles.buttons}>
        <Button
          ref={opener}
          aria-expanded={open}
          {...(error === undefined ? {} : { 'aria-invalid': true })}
          onClick={() => setOpen(!open)}
        >
          Add or remove a certificate
        </Button>
      </div>
      {error !== undefined && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      {error === undefined && warning !== undefined && <p className={styles.warning}>{warning}</p>}
      {open && (
        <Choices
          settingId={settingId}
          onChoose={(id) => {
            onChoose(id)
            setOpen(false)
            focusAfter(() => opener.current)
          }}
        />
      )}
    </fieldset>
  )
}

type ChoicesProps = { settingId: string; onChoose: (settingId: string) => void }

const Choices = ({ settingId, onChoose }: ChoicesProps) => {
  const styles = usePickerStyles()
  const [search, setSearch] = useState('')
  const list = useQuery(listQuery)
  if (list.data === undefined)
    return list.error === null ? (
      <SkeletonLines lines={3} label="Loading reusable settings" />
    ) : (
      <Failed error={list.error} onRetry={() => void list.refetch()} />
    )
  const all = list.data.value.filter(
    ({ settingDefinitionId: id }) => !id || id === certificateFileDefinitionId,
  )
  if (all.length === 0)
    return (
      <p className={styles.note}>
        There is no certificate in the reusable settings that you may see. Upload a certificate file
        instead, or have one added there first.
      </p>
    )
  const found = all.filter((setting) => matches(setting, search))
  return (
    <>
      <SearchBox label="Search certificates by name" value={search} onChange={setSearch} />
      <ul className={styles.list} aria-label="Certificates">
        {found.map((setting) => (
          <Item
            key={setting.id}
            setting={setting}
            chosen={setting.id === settingId}
            onChoose={onChoose}
          />
        ))}
      </ul>
      {found.length === 0 && <p className={styles.note}>No certificate has such a name.</p>}
      {all.length >= mostListed && (
        <p className={styles.note}>Only the first {mostListed} are listed here.</p>
      )}
    </>
  )
}

const matches = ({ displayName, description }: ReusablePolicySetting, search: string) =>
  `${displayName ?? ''}\n${description ?? ''}`.toLowerCase().includes(search.toLowerCase())

type ItemProps = {
  setting: ReusablePolicySetting
  chosen: boolean
  onChoose: (settingId: string) => void
}

const Item = ({ setting, chosen, onChoose }: ItemProps) => {
  const styles = usePickerStyles()
  const text = textOf(setting)
  const reading = useQuery({ ...certificateReading(text), enabled: text !== '' })
  const name = setting.displayName || setting.id
  return (
    <li className={styles.item}>
      <div className={styles.text}>
        <div className={styles.name}>
          <DeviceText value={name} kind="name" flag />
        </div>
        <div className={styles.note}>
          {text === '' ? (
            'Its certificate was not sent along.'
          ) : reading.data === undefined ? (
            <SkeletonBar width="20ch" />
          ) : (
            <Facts reading={reading.data} />
          )}
        </div>
      </div>
      {chosen ? (
        <Button
          size="small"
          aria-label={`Remove ${visibleText(name)}`}
          onClick={() => onChoose('')}
        >
          Remove
        </Button>
      ) : (
        <Button
          size="small"
          aria-label={`Choose ${visibleText(name)}`}
          onClick={() => onChoose(setting.id)}
        >
          Choose
        </Button>
      )}
    </li>
  )
}

const Facts = ({ reading }: { reading: Reading }) => {
  const now = useNow()
  if (!reading.ok) return <>Cannot be read. {reading.message}</>
  const { subject, notAfter } = reading.certificate
  const until = notAfter.toISOString()
  return (
    <>
      <DeviceText
        value={subject.commonName || subject.organization || subject.text}
        kind="name"
        flag
        missing="nobody"
      />
      {now > notAfter.getTime() ? ' · expired ' : ' · expires '}
      {relativeAge(until, now)}, on {localToTheMinute(until)}
    </>
  )
}
