import { DocumentArrowUpRegular } from '@fluentui/react-icons'
import { useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router-dom'

import type { ImportAnswer } from '#contract/import.ts'
import { certificatesIn } from '#domain/policies/imported-rules.ts'
import { ApiError } from '#src/api/errors.ts'
import { useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { announce } from '#src/ui/announcer.tsx'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'
import { toast } from '#src/ui/toasts.tsx'

import { missingRight, policyEndpoints } from '../policy-queries.ts'
import { useRiskConfirmation } from '../use-risk-confirmation.tsx'
import { importedOpenResponses, importedRules } from './imported-rules.ts'
import { ImportResults } from './ImportResults.tsx'
import { readFiles, type ReadFiles } from './read-files.ts'

const none: readonly never[] = []
const nothing: ReadFiles = { documents: [], refused: [] }

/** Import: files are read here, tried by the service without writing, shown, and then written all or not at all. */
export default function ImportPage() {
  const rights = useRights()
  const navigate = useNavigate()
  const picker = useRef<HTMLInputElement>(null)
  const [files, setFiles] = useState<ReadFiles>(nothing)
  const [tried, setTried] = useState<ImportAnswer | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const run = useApiMutation('import', { invalidates: [] })
  const write = useApiMutation('import', { invalidates: policyEndpoints })

  const choose = async (list: FileList | null) => {
    if (list === null || list.length === 0) return
    setTried(null)
    setError(null)
    const read = await readFiles([...list])
    setFiles(read)
    if (read.documents.length === 0) return
    try {
      const answer = await run.sendAsync({
        body: { dryRun: true, documents: read.documents.map(({ document }) => document) },
      })
      setTried(answer)
      announce('The files were tried. Nothing is written yet.')
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setError(reason)
    }
  }
  const imported = useMemo(
    () => importedRules(tried?.results ?? none, files.documents),
    [tried, files],
  )
  const certificates = useMemo(
    () => certificatesIn(files.documents.map(({ document }) => document)),
    [files],
  )
  const opened = useMemo(
    () => importedOpenResponses(tried?.results ?? none, files.documents),
    [tried, files],
  )
  const risks = useRiskConfirmation(none, imported, certificates, opened)
  const send = async () => {
    if (!risks.passes()) {
      announce('Confirm that you have read what could go wrong.')
      return
    }
    setError(null)
    try {
      const { results } = await write.sendAsync({
        body: { dryRun: false, documents: files.documents.map(({ document }) => document) },
      })
      const changed = results.filter(({ action }) => action !== 'unchanged').length
      toast({
        intent: 'success',
        title: changed === 1 ? 'One document imported' : `${changed} documents imported`,
      })
      void navigate(paths.policies())
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setError(reason)
    }
  }
  const results = tried?.results ?? []
  const refused = results.some(({ action }) => action === 'refused')
  const changes = results.some(({ action }) => action === 'create' || action === 'update')
  return (
    <Page>
      <nav aria-label="Breadcrumb">
        <TextLink to={paths.policies()}>Policies</TextLink>
      </nav>
      <PageHeader
        title="Import policies"
        line="Policies and reusable settings as JSON of Microsoft Graph or of an export of this console. What the tenant has under the same name is changed, not doubled; assignments are left as they are."
        commands={
          <CommandButton
            appearance={changes ? 'secondary' : 'primary'}
            icon={<DocumentArrowUpRegular />}
            disabledReason={
              missingRight(rights, 'Microsoft.Intune_EpmPolicy_Create') ??
              missingRight(rights, 'Microsoft.Intune_EpmPolicy_Update')
            }
            onClick={() => picker.current?.click()}
          >
            Choose JSON files
          </CommandButton>
        }
      />
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        aria-label="JSON files"
        accept=".json,application/json"
        onChange={(event) => {
          const { files: list } = event.target
          void choose(list).finally(() => {
            event.target.value = ''
          })
        }}
      />
      <Stack gap="large">
        {files.refused.map(({ file, message }) => (
          <MessageBar key={file} intent="error" title="A file was not taken.">
            {' '}
            <DeviceText value={file} kind="fileName" shorten={64} flag />: {message}
          </MessageBar>
        ))}
        {run.pending && <SkeletonLines lines={4} label="Trying the import" />}
        {error !== null && !write.pending && <FailureBar error={error} />}
        {tried !== null && (
          <>
            <MessageBar intent={refused ? 'warning' : 'info'} title="Nothing is written yet.">
              {' '}
              {refused
                ? 'Some of it is refused, so none of it can be imported. Mend or leave out what is refused.'
                : changes
                  ? 'This is what the import will do, all of it or nothing.'
                  : 'The tenant already has all of it.'}
            </MessageBar>
            <ImportResults results={results} documents={files.documents} />
            {!refused && risks.fields}
            <Stack row>
              <CommandButton
                appearance="primary"
                disabledReason={
                  refused
                    ? 'Some of it is refused.'
                    : changes
                      ? write.pending
                        ? 'It is being imported.'
                        : risks.reading
                          ? 'Certificates of its rules are being read.'
                          : undefined
                      : 'There is nothing to import.'
                }
                onClick={() => void send()}
              >
                {write.pending ? 'Importing…' : 'Import'}
              </CommandButton>
            </Stack>
          </>
        )}
      </Stack>
    </Page>
  )
}
