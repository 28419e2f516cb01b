import { queryOptions } from '@tanstack/react-query'

import type { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import type { Reading } from '#domain/certificates/certificate.ts'
import type { SignerIssue } from '#domain/certificates/signer.ts'

/** What a text says when it is read as one certificate; `issuesAt` judges a readable one (R37). */
export type ReadCertificate = { reading: Reading; issuesAt: (now: number) => SignerIssue[] }

/** The certificate of a reusable setting as it is stored: PEM or bare base64. */
export const certificateTextOf = (setting: Pick<ReusablePolicySetting, 'settingInstance'>) => {
  const value = setting.settingInstance?.simpleSettingValue?.value
  return typeof value === 'string' ? value : ''
}

/** Reads one certificate in the page. The parser is large, so it comes with the first certificate. */
export const readInPage = async (input: string | Uint8Array): Promise<ReadCertificate> => {
  const [{ readCertificate }, { certificateIssues }] = await Promise.all([
    import('#domain/certificates/read-certificate.ts'),
    import('#domain/certificates/signer.ts'),
  ])
  const reading = await readCertificate(input)
  return {
    reading,
    issuesAt: (now) => (reading.ok ? certificateIssues(reading.certificate, new Date(now)) : []),
  }
}

export const certificateQuery = (text: string) =>
  queryOptions({
    queryKey: ['read certificate', text],
    queryFn: () => readInPage(text),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
