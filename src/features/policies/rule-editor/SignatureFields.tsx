import { useCallback } from 'react'

import { certificateTypeLabels, signatureSourceLabels } from '#domain/rules/in-words.ts'
import { certificateTypes } from '#domain/rules/rule-model.ts'
import { SelectControl } from '#src/ui/form/controls.tsx'

import { choiceValue, withUnknown } from '../forms/choice.ts'
import { RuleCertificateFacts } from '../RuleCertificateFacts.tsx'
import type { RuleCertificate } from '../use-rule-certificates.ts'
import { CertificatePicker } from './CertificatePicker.tsx'
import { CertificateUpload } from './CertificateUpload.tsx'
import { messagesFor, type RuleFieldsProps } from './field-props.ts'
import { withCertificateType, withSignatureSource } from './rule-edits.ts'

const sources = (['reusableSetting', 'uploadedCertificate', 'notConfigured'] as const).map(
  (value) => ({ value, label: signatureSourceLabels[value] }),
)
const types = certificateTypes.map((value) => ({ value, label: certificateTypeLabels[value] }))

type Props = RuleFieldsProps & {
  certificate: RuleCertificate | null
  nameOf: (settingId: string) => string | undefined
}

/** Where the signer's certificate comes from (epm-behaviour 4.1), and what it says. */
export const SignatureFields = (props: Props) => {
  const { rule, change, certificate, nameOf, tried } = props
  const { signatureSource: source } = rule
  const setSource = useCallback(
    (_: string, value: string) => change((current) => withSignatureSource(current, value)),
    [change],
  )
  const setType = useCallback(
    (_: string, value: string) => change((current) => withCertificateType(current, value)),
    [change],
  )
  const given = messagesFor(props, 'certificate', certificate !== null)
  return (
    <>
      <SelectControl
        name="signatureSource"
        label="Signature source"
        value={source.kind}
        options={
          source.kind === 'unknown'
            ? [
                ...sources,
                { value: 'unknown', label: `Unknown (${source.unknown}), kept as it is` },
              ]
            : sources
        }
        onChange={setSource}
        {...(rule.fileHash !== '' && certificate === null && source.kind !== 'notConfigured'
          ? { hint: 'The file hash is enough: choose Not configured to do without a certificate.' }
          : {})}
        {...messagesFor(props, 'signatureSource', true)}
      />
      {source.kind === 'reusableSetting' && (
        <CertificatePicker
          settingId={source.settingId}
          name={source.settingId === '' ? null : (nameOf(source.settingId) ?? source.settingId)}
          onChoose={(settingId) =>
            change((current) =>
              current.signatureSource.kind === 'reusableSetting'
                ? { ...current, signatureSource: { ...current.signatureSource, settingId } }
                : current,
            )
          }
          {...given}
        />
      )}
      {source.kind === 'uploadedCertificate' && (
        <CertificateUpload
          hasCertificate={source.certificate !== ''}
          onRead={(base64) =>
            change((current) =>
              current.signatureSource.kind === 'uploadedCertificate'
                ? {
                    ...current,
                    signatureSource: { ...current.signatureSource, certificate: base64 },
                  }
                : current,
            )
          }
          {...given}
        />
      )}
      {certificate !== null && <RuleCertificateFacts found={certificate} />}
      {(source.kind === 'reusableSetting' || source.kind === 'uploadedCertificate') && (
        <SelectControl
          name="certificateType"
          label="Certificate type"
          required
          placeholder="Choose"
          value={choiceValue(source.certificateType)}
          options={withUnknown(types, source.certificateType)}
          onChange={setType}
          hint="Publisher is the signer itself. Certificate authority matches everyone it issued for."
          {...messagesFor({ issues: props.issues, tried }, 'certificateType', false)}
        />
      )}
    </>
  )
}
