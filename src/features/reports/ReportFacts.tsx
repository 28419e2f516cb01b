import { useConfig } from '#src/api/session.ts'

/** How fresh the reports are and how far back they reach, of the backend that answers (epm-behaviour 8.1). */
export const ReportFacts = () => {
  const { data: config } = useConfig()
  return (
    <>
      {config?.backend === 'service'
        ? 'This service shows an elevation as soon as its device reports it; Intune processes them once every 24 hours. '
        : 'Intune processes elevations once every 24 hours, so the latest ones may be missing. '}
      Elevations are kept for 30 days
      {config?.backend === 'service' && ', unless its operator chose otherwise'}. A device sends
      only what the reporting scope of its elevation settings policy includes, which may be nothing;
      your scope may leave out devices.
    </>
  )
}

/** The same in short, over a list. */
export const ReportFactsInShort = () => {
  const { data: config } = useConfig()
  return (
    <>
      {config?.backend === 'service'
        ? 'Shown as soon as reported'
        : 'Processed once every 24 hours'}
      , kept for 30 days; devices send what their reporting scope includes.
    </>
  )
}
