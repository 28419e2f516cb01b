import { useQuery } from '@tanstack/react-query'
import type { Control } from 'react-hook-form'

import { certificateFileDefinitionId } from '#contract/reusable-settings.ts'
import { qAllowing } from '#src/api/queries.ts'
import { eq, filterText, orderBy } from '#src/lib/odata.ts'
import { paths } from '#src/lib/paths.ts'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { SelectField } from '#src/ui/form/fields.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { TextLink } from '#src/ui/TextLink.tsx'

import type { RuleForm } from './rule-form.ts'

const certificatesQuery = qAllowing(
  'reusableSettingList',
  {
    query: {
      $filter: filterText(eq('settingDefinitionId', certificateFileDefinitionId)),
      $select: 'id,displayName,settingDefinitionId',
      $orderby: orderBy('displayName', false),
      $top: 200,
    },
  },
  { statuses: [403], why: 'An author of rules need not have the right to read policies.' },
)

type Props = { control: Control<RuleForm>; publisher: string }

/** The publisher's certificate, which a report does not hold: it comes out of the reusable settings. */
export const CertificateField = ({ control, publisher }: Props) => {
  const styles = useDrawerStyles()
  const { data, error } = useQuery(certificatesQuery)
  const found = data?.ok ? data.data.value : []
  return (
    <div>
      <SelectField
        control={control}
        name="certificateId"
        label="Certificate of the publisher"
        required
        placeholder={
          data === undefined && error === null ? 'Reading certificates…' : 'Choose a certificate'
        }
        options={found.map(({ id, displayName }) => ({
          value: id,
          label: visibleText(displayName ?? '') || id,
        }))}
      />
      <p className={styles.quiet}>
        The files name{' '}
        <DeviceText value={publisher} kind="name" flag missing="different publishers, or none" />.
        Reports do not hold the certificate itself, so this console cannot check that it is the one
        that signed them: compare it with the file.{' '}
        {data?.ok === true && found.length === 0 && 'No certificate is kept yet. '}
        <TextLink to={paths.reusableSettings()}>Certificates in reusable settings</TextLink>
      </p>
      {error !== null && <FailureBar error={error} />}
      {data?.ok === false && (
        <p className={styles.warning}>Your roles do not show reusable settings.</p>
      )}
    </div>
  )
}
