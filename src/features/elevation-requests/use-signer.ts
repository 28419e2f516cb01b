import { useEffect, useState } from 'react'

import type { ElevationRequestApplicationDetail } from '#contract/elevation-requests.ts'
import type { Signer } from '#domain/certificates/signer.ts'
import { now } from '#src/lib/clock.ts'

/** Readings by the very object they came from; a re-read that changed nothing keeps its objects. */
const known = new WeakMap<object, Signer>()

const unknownSigner: Signer = { signedBy: null, issuedBy: null, chain: [], issues: [] }

/**
 * Who signed the file, read from its certificate (R15). The parser is loaded with the first certificate; null until
 * it has read this one.
 */
export const useSigner = (
  detail: ElevationRequestApplicationDetail | null | undefined,
): Signer | null => {
  const [, setRead] = useState<object | null>(null)
  const needed = detail && detail.publisherCert ? detail : null
  useEffect(() => {
    if (needed === null || known.has(needed)) return
    let current = true
    const read = async () => {
      const { signerOf } = await import('#domain/certificates/signer.ts')
      known.set(needed, await signerOf(needed, new Date(now())))
      if (current) setRead(needed)
    }
    read().catch(() => {
      // Without its parser the page knows no signer, and says so.
      known.set(needed, { ...unknownSigner, issues: [] })
      if (current) setRead(needed)
    })
    return () => {
      current = false
    }
  }, [needed])
  if (needed === null) return unknownSigner
  return known.get(needed) ?? null
}
