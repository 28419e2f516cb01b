import type { Signer } from '#domain/certificates/signer.ts'

const lineLength = 64

/** Certificates as PEM, the signer's first. The comments of a PEM file would be foreign text, so there are none. */
export const chainPem = (chain: Signer['chain']): string =>
  chain
    .map(({ der }) => {
      const base64 = btoa(Array.from(der, (byte) => String.fromCharCode(byte)).join(''))
      const lines = base64.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? []
      return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
    })
    .join('')

/** A name of ours, never the device's (R33). */
export const chainFileName = (requestId: string) =>
  `certificate-chain-${requestId.replace(/[^0-9A-Za-z]/g, '').slice(0, 8)}.pem`

export const pemType = 'application/x-pem-file'
