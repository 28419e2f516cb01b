import { Checkbox } from '@fluentui/react-components'
import { useState } from 'react'
import { useSearchParams } from 'react-router-dom'

import { announce } from '../announcer.tsx'
import { FormDialog } from '../dialogs/FormDialog.tsx'
import { TextControl } from '../form/controls.tsx'
import { makeStyles, tokens } from '../styles.ts'
import { DeviceText } from '../text/DeviceText.tsx'
import { visibleText } from '../text/visible-text.ts'
import { toast } from '../toasts.tsx'
import { useHiddenColumns } from './hidden-columns.ts'
import type { ListKind } from './list-kind.ts'
import {
  keepViews,
  longestViewName,
  useSavedViews,
  viewAddress,
  viewNamed,
  withSaved,
} from './saved-views.ts'

const useStyles = makeStyles({
  note: { margin: 0, color: tokens.colorNeutralForeground3 },
  boxes: { display: 'flex', flexDirection: 'column' },
})

type Props = { list: ListKind<unknown>; onClose: () => void }

const problemOf = (name: string) => {
  if (name.trim() === '') return 'Enter a name.'
  return name.trim().length > longestViewName
    ? `A name has at most ${longestViewName} characters.`
    : undefined
}

/** Names what the list shows now; says beforehand when that replaces a view of this name. */
export const SaveViewDialog = ({ list, onClose }: Props) => {
  const styles = useStyles()
  const [address] = useSearchParams()
  const views = useSavedViews(list.id)
  const hidden = useHiddenColumns(list.id)
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const problem = problemOf(name)
  const clash = problem === undefined ? viewNamed(views, name) : undefined
  const save = () => {
    setTried(true)
    if (problem !== undefined) return announce(problem)
    const view = { name: name.trim(), address: viewAddress(list.spec, address), hidden }
    keepViews(list.id, withSaved(views, view))
    toast({ intent: 'success', title: 'View saved', message: visibleText(view.name) })
    onClose()
  }
  return (
    <FormDialog
      title="Save this view"
      submitLabel={clash === undefined ? 'Save' : 'Replace'}
      pending={false}
      error={null}
      disabledReason={undefined}
      dirty={name !== ''}
      onSubmit={save}
      onClose={onClose}
    >
      <TextControl
        name="name"
        label="Name"
        required
        value={name}
        onChange={(_, next) => setName(next)}
        error={tried || name.trim() !== '' ? problem : undefined}
        warning={
          clash === undefined
            ? undefined
            : `You have a view called ${visibleText(clash.name)}. Saving replaces it.`
        }
      />
      <p className={styles.note}>
        Search, filters, sort and columns of the list of {list.what}, kept in this browser for you.
      </p>
    </FormDialog>
  )
}

/** Takes chosen views away; what the list shows stays as it is. */
export const DeleteViewsDialog = ({ list, onClose }: Props) => {
  const styles = useStyles()
  const views = useSavedViews(list.id)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const remove = () => {
    keepViews(
      list.id,
      views.filter(({ name }) => !chosen.includes(name)),
    )
    toast({
      intent: 'success',
      title: chosen.length === 1 ? 'View deleted' : `${chosen.length} views deleted`,
      message: chosen.map(visibleText).join(', '),
    })
    onClose()
  }
  return (
    <FormDialog
      title="Delete views"
      submitLabel="Delete"
      pending={false}
      error={null}
      disabledReason={chosen.length === 0 ? 'Choose what to delete.' : undefined}
      onSubmit={remove}
      onClose={onClose}
    >
      <div role="group" aria-label="Saved views" className={styles.boxes}>
        {views.map(({ name }) => (
          <Checkbox
            key={name}
            checked={chosen.includes(name)}
            label={<DeviceText value={name} kind="name" />}
            onChange={(_, { checked }) =>
              setChosen(
                checked === true ? [...chosen, name] : chosen.filter((other) => other !== name),
              )
            }
          />
        ))}
      </div>
    </FormDialog>
  )
}
