import type { TestService } from './test-service.ts'

type Wire = {
  /** Changes that left the page: method and path. */
  sent: Request[]
  /** What becomes of the next change: its answer is lost after or before the service got it. */
  lose: (when: 'afterwards' | 'before') => void
  /** No read is answered any more. */
  cutReads: () => void
  mend: () => void
}

/** Watches, and on request cuts, the wire between page and service. */
export const watchWire = (service: TestService): Wire => {
  const real = service.fetch
  const sent: Request[] = []
  let losing: 'afterwards' | 'before' | null = null
  let cut = false
  service.fetch = async (request) => {
    if (request.method === 'GET') return cut ? Response.error() : real(request)
    sent.push(request.clone())
    const lost = losing
    losing = null
    if (lost === 'before') return Response.error()
    const answer = await real(request)
    return lost === 'afterwards' ? Response.error() : answer
  }
  return {
    sent,
    lose: (when) => void (losing = when),
    cutReads: () => void (cut = true),
    mend: () => void (cut = false),
  }
}
