import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { certificateFileDefinitionId } from '#contract/reusable-settings.ts'
import { ApiError } from '#src/api/errors.ts'
import { listQuery } from '#src/api/queries.ts'
import { eq, filterText } from '#src/lib/odata.ts'
import { saveDocuments } from '#src/lib/save-documents.ts'
import { Button } from '#src/ui/basics.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { ChecksControl } from '#src/ui/form/controls.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'

import { policyListArgs, policyListSpec } from '../policy-list.ts'
import { readForExport } from './export-documents.ts'

const useStyles = makeStyles({ text: { margin: 0 } })

const policiesQuery = listQuery(
  'policyList',
  policyListArgs({ filters: {}, search: '', sort: policyListSpec.defaultSort }),
)
const settingsQuery = listQuery('reusableSettingList', {
  query: {
    $filter: filterText(eq('settingDefinitionId', certificateFileDefinitionId)),
    $select: 'id,displayName',
    $top: 100,
  },
})

type Props = {
  /** Chosen at first: the ids of policies, from where the dialog was opened. */
  first: readonly string[]
  onClose: () => void
}

/** Chooses policies and reusable settings and saves them as one JSON file in Graph's own form. */
export const ExportDialog = ({ first, onClose }: Props) => {
  const styles = useStyles()
  const policies = useInfiniteQuery(policiesQuery)
  const settings = useInfiniteQuery(settingsQuery)
  const [chosen, setChosen] = useState<readonly string[]>(first)
  const [chosenSettings, setChosenSettings] = useState<readonly string[]>([])
  const [withUsed, setWithUsed] = useState(true)
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const count = chosen.length + chosenSettings.length
  const listed = policies.data?.pages.flatMap(({ value }) => value) ?? []
  const nameOfFirst = listed.find(({ id }) => id === chosen[0])?.name ?? undefined
  const isAll = listed.length > 0 && listed.every(({ id }) => chosen.includes(id))
  const save = async () => {
    setPending(true)
    setError(null)
    try {
      const documents = await readForExport(chosen, chosenSettings, withUsed)
      saveDocuments(documents, chosen.length === 1 ? nameOfFirst : undefined)
      toast({
        intent: 'success',
        title:
          documents.length === 1
            ? 'One document exported'
            : `${documents.length} documents exported`,
      })
      onClose()
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setError(reason)
    } finally {
      setPending(false)
    }
  }
  const read = policies.data !== undefined && settings.data !== undefined
  return (
    <FormDialog
      title="Export"
      submitLabel="Export"
      error={error ?? policies.error ?? settings.error}
      pending={pending}
      onSubmit={save}
      onClose={onClose}
      disabledReason={
        read ? (count === 0 ? 'Choose at least one.' : undefined) : 'The lists are being read.'
      }
    >
      <p className={styles.text}>
        A JSON file as Microsoft Graph takes it: name, description, scope tags and settings. Dates
        and assignments stay out, and so do the ids of policies. A reusable setting keeps its id,
        because rules name it by that.
      </p>
      {read ? (
        <>
          {listed.length > 1 && (
            <Stack row>
              <Button
                size="small"
                onClick={() => setChosen(isAll ? [] : listed.map(({ id }) => id))}
              >
                {isAll ? 'Choose no policy' : 'Choose all policies'}
              </Button>
            </Stack>
          )}
          <ChecksControl
            name="policies"
            label="Policies"
            values={chosen}
            options={listed.map(({ id, name }) => ({
              value: id,
              label: visibleText(name ?? '') || id,
            }))}
            onChange={(_, ids) => setChosen(ids)}
          />
          <ChecksControl
            name="settings"
            label="Reusable settings"
            values={chosenSettings}
            options={settings.data.pages.flatMap(({ value }) =>
              value.map(({ id, displayName }) => ({
                value: id,
                label: visibleText(displayName ?? '') || id,
              })),
            )}
            onChange={(_, ids) => setChosenSettings(ids)}
          />
          <ChecksControl
            name="used"
            label="With them"
            values={withUsed ? ['used'] : []}
            options={[{ value: 'used', label: 'The reusable settings that chosen policies use' }]}
            onChange={(_, values) => setWithUsed(values.length > 0)}
          />
          {(policies.hasNextPage || settings.hasNextPage) && (
            <p className={styles.text}>Only the first 100 of each are listed here.</p>
          )}
        </>
      ) : (
        <SkeletonLines lines={6} label="Loading the lists" />
      )}
    </FormDialog>
  )
}
