import { useQueries, useQuery } from '@tanstack/react-query'

import type { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import { q } from '#src/api/queries.ts'
import { paths } from '#src/lib/paths.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { certificateQuery, certificateTextOf } from './certificate-query.ts'
import { reusableListArgs, reusableListSpec } from './reusable-queries.ts'

const none: readonly ReusablePolicySetting[] = []
const listed = q('reusableSettingList', {
  query: reusableListArgs({ search: '', sort: reusableListSpec.defaultSort }).query,
})

/** Says that another reusable setting holds this certificate already; thumbprints are compared. It may be kept twice. */
export const SameCertificate = ({ sha256, ownId }: { sha256: string; ownId: string | null }) => {
  const { data } = useQuery(listed)
  const others = (data?.value ?? none).filter(({ id }) => id !== ownId)
  const readings = useQueries({
    queries: others.map((setting) => certificateQuery(certificateTextOf(setting))),
  })
  const same = others.filter((_, index) => {
    const reading = readings[index]?.data?.reading
    return reading?.ok === true && reading.certificate.sha256 === sha256
  })
  if (same.length === 0) return null
  return (
    <MessageBar intent="warning" title="This certificate is here already.">
      {' '}
      {same.map(({ id, displayName }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <TextLink to={paths.reusableSetting(id)}>
            <DeviceText value={displayName} kind="name" flag missing="Without a name" />
          </TextLink>
        </span>
      ))}{' '}
      {same.length === 1 ? 'holds' : 'hold'} it. Rules can use that one; kept twice, it has to be
      replaced twice.
    </MessageBar>
  )
}
