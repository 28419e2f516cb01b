import { DocumentArrowUpRegular } from '@fluentui/react-icons'
import { useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router-dom'

import type { ImportAnswer } from '#contract/import.ts'
import { certificatesIn } from '#domain/policies/imported-rules.ts'
import { ApiError } from '#src/api/errors.ts'
import { useApiMutation } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useIsGraph } from '#src/api/session.ts'
import { paths } from '#src/lib/paths.ts'
import { announce } from '#src/ui/announcer.tsx'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { useNoStrayDrop } from '#src/ui/form/use-no-stray-drop.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Forbidden } from '#src/ui/states/states.tsx'
import { makeStyles, mergeClasses, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'
import { toast } from '#src/ui/toasts.tsx'

import { policyEndpoints } from '../policy-queries.ts'
import { useRiskConfirmation } from '../use-risk-confirmation.tsx'
import { importedOpenResponses, importedRules } from './imported-rules.ts'
import { ImportResults } from './ImportResults.tsx'
import { readFiles, type ReadFiles } from './read-files.ts'

const useStyles = makeStyles({
  drop: {
    padding: '12px 16px',
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground3,
  },
  over: { backgroundColor: tokens.colorBrandBackground2 },
})

const none: readonly never[] = []
const nothing: ReadFiles = { documents: [], refused: [] }

const creating = 'Microsoft.Intune_EpmPolicy_Create'
const updating = 'Microsoft.Intune_EpmPolicy_Update'

/** What a document makes needs Create and what it changes Update: the service says it of each. */
export default function ImportPage() {
  const { can } = useRights()
  const isGraph = useIsGraph()
  if (isGraph) return <NotWithGraph />
  if (can(creating) || can(updating)) return <Import />
  const { right, roles } = rightText(creating)
  return (
    <Page>
      <ToPolicies />
      <PageHeader title="Import policies" />
      <Forbidden
        what="the page that imports policies"
        right={`${right}, or ${rightText(updating).right}`}
        roles={roles}
      />
    </Page>
  )
}

/** An import is tried and then written whole, which Graph cannot do: it takes one policy at a time. */
const NotWithGraph = () => (
  <Page>
    <ToPolicies />
    <PageHeader title="Import policies" />
    <MessageBar intent="info" title="Microsoft Graph does not offer this.">
      {' '}
      Several policies cannot be tried first and then written all or not at all; the console’s own
      service does that. Create them one by one, or with a script that speaks to Graph.
    </MessageBar>
  </Page>
)

const ToPolicies = () => (
  <nav aria-label="Breadcrumb">
    <TextLink to={paths.policies()}>Policies</TextLink>
  </nav>
)

/** Files are read here, tried by the service without writing, shown, and then written all or not at all. */
const Import = () => {
  const styles = useStyles()
  const [over, setOver] = useState(false)
  useNoStrayDrop()
  const navigate = useNavigate()
  const picker = useRef<HTMLInputElement>(null)
  const [files, setFiles] = useState<ReadFiles>(nothing)
  const [tried, setTried] = useState<ImportAnswer | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set())
  const [triedWithout, setTriedWithout] = useState(leftOut)
  const attempt = useRef(0)
  const run = useApiMutation('import', { invalidates: [] })
  const write = useApiMutation('import', { invalidates: policyEndpoints })

  /** What the service says of the documents that are not left out; of those, what it said before stays. */
  const tryOut = async (documents: ReadFiles['documents'], without: ReadonlySet<number>) => {
    attempt.current += 1
    const mine = attempt.current
    setError(null)
    const places = documents.map((_, index) => index).filter((index) => !without.has(index))
    if (places.length === 0) return
    try {
      const answer = await run.sendAsync({
        body: { dryRun: true, documents: places.map((index) => documents[index]?.document) },
      })
      if (mine !== attempt.current) return
      const found = new Map(
        answer.results.map((result) => {
          const index = places[result.index] ?? result.index
          return [index, { ...result, index }]
        }),
      )
      setTried((before) => ({
        ...answer,
        results: documents.flatMap(
          (_, index) =>
            found.get(index) ?? before?.results.find((each) => each.index === index) ?? [],
        ),
      }))
      setTriedWithout(without)
      announce('The files were tried. Nothing is written yet.')
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      if (mine === attempt.current) setError(reason)
    }
  }
  const choose = async (list: readonly File[]) => {
    if (list.length === 0) return
    const all = new Set<number>()
    setTried(null)
    setLeftOut(all)
    const read = await readFiles(list)
    setFiles(read)
    await tryOut(read.documents, all)
  }
  const take = (index: number, taken: boolean) => {
    const next = new Set(leftOut)
    if (taken) next.delete(index)
    else next.add(index)
    setLeftOut(next)
    void tryOut(files.documents, next)
  }
  const results = useMemo(
    () => (tried?.results ?? none).filter(({ index }) => !leftOut.has(index)),
    [tried, leftOut],
  )
  const isCurrent = triedWithout === leftOut || results.length === 0
  const imported = useMemo(() => importedRules(results, files.documents), [results, files])
  const certificates = useMemo(
    () =>
      certificatesIn(
        files.documents.flatMap(({ document }, index) => (leftOut.has(index) ? [] : [document])),
      ),
    [files, leftOut],
  )
  const opened = useMemo(() => importedOpenResponses(results, files.documents), [results, files])
  const risks = useRiskConfirmation(none, imported, certificates, opened)
  const send = async () => {
    if (!risks.passes()) {
      announce('Confirm that you have read what could go wrong.')
      return
    }
    setError(null)
    try {
      const written = await write.sendAsync({
        body: {
          dryRun: false,
          documents: files.documents.flatMap(({ document }, index) =>
            leftOut.has(index) ? [] : [document],
          ),
        },
      })
      const changed = written.results.filter(({ action }) => action !== 'unchanged').length
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
  const refused = results.some(({ action }) => action === 'refused')
  const changes = results.some(({ action }) => action === 'create' || action === 'update')
  return (
    <Page>
      <ToPolicies />
      <PageHeader
        title="Import policies"
        line="Policies and reusable settings as JSON of Microsoft Graph or of an export of this console. What the tenant has under the same name is changed, not doubled; assignments are left as they are."
        commands={
          <CommandButton
            appearance={changes ? 'secondary' : 'primary'}
            icon={<DocumentArrowUpRegular />}
            disabledReason={undefined}
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
          void choose([...(event.target.files ?? [])]).finally(() => {
            event.target.value = ''
          })
        }}
      />
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
            void choose([...event.dataTransfer.files])
          }}
        >
          Or drop JSON files here. They are read in this page and tried before anything is written.
        </div>
        {files.refused.map(({ file, message }) => (
          <MessageBar key={file} intent="error" title="A file was not taken.">
            {' '}
            <DeviceText value={file} kind="fileName" shorten={64} flag />: {message}
          </MessageBar>
        ))}
        {run.pending && tried === null && <SkeletonLines lines={4} label="Trying the import" />}
        {error !== null && !write.pending && <FailureBar error={error} />}
        {tried !== null && (
          <>
            <MessageBar intent={refused ? 'warning' : 'info'} title="Nothing is written yet.">
              {' '}
              {refused
                ? files.documents.length > 1
                  ? 'Some of it is refused, so nothing can be imported. Mend what is refused, or leave it out.'
                  : 'It is refused, for the reasons below.'
                : changes
                  ? leftOut.size > 0
                    ? 'This is what the import will do: all that is chosen, or nothing.'
                    : 'This is what the import will do, all of it or nothing.'
                  : results.length === 0
                    ? 'Nothing is chosen.'
                    : 'The tenant already has all of it.'}
            </MessageBar>
            <ImportResults
              results={tried.results}
              documents={files.documents}
              leftOut={leftOut}
              onTake={take}
            />
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
                        : !isCurrent
                          ? 'What is chosen is being tried.'
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
