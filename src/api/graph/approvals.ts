/**
 * Multi Admin Approval: a protected change is answered 403 `ApprovalRequired` with a code, nothing is saved, and once a second
 * administrator has approved it the same body is sent again with the code (R13).
 */
export type Approvals = {
  /** Headers for a change that waits for its approval: the justification, and the code once there is one. */
  headersFor: (method: string, url: string, body: unknown) => Record<string, string>
  /** Remembers what a change was answered. */
  answered: (method: string, url: string, body: unknown, response: Response) => Promise<void>
}

const codeHeader = 'x-msft-approval-code'
const stored = 'graph-approvals'
/** The header carries base64 of UTF-8. */
const justification = (text: string) =>
  btoa(String.fromCodePoint(...new TextEncoder().encode(text)))

const read = (storage: Storage): Record<string, string> => {
  try {
    // Written below and nowhere else; anything unreadable is as if nothing waited.
    return JSON.parse(storage.getItem(stored) ?? '{}') as Record<string, string>
  } catch {
    return {}
  }
}

const isApprovalRequired = async (response: Response): Promise<boolean> => {
  if (response.status !== 403) return false
  const text = await response.clone().text()
  return /"code"\s*:\s*"ApprovalRequired"/.test(text)
}

/** `storage` is the tab's own, so that a change is known again after a reload. */
export const createApprovals = (storage: Storage, reason: string): Approvals => {
  const keyOf = (method: string, url: string, body: unknown) =>
    JSON.stringify([method, url, typeof body === 'string' ? body : ''])
  return {
    headersFor: (method, url, body) => {
      const code = method === 'GET' ? undefined : read(storage)[keyOf(method, url, body)]
      // Headers of which Graph's rules for other origins are not known: only where they are needed.
      if (code === undefined) return {}
      return {
        'x-msft-approval-justification': justification(reason),
        ...(code === '' ? {} : { [codeHeader]: code }),
      }
    },
    answered: async (method, url, body, response) => {
      if (method === 'GET') return
      const waiting = read(storage)
      const key = keyOf(method, url, body)
      if (await isApprovalRequired(response))
        waiting[key] = response.headers.get(codeHeader) ?? waiting[key] ?? ''
      else if (response.ok) delete waiting[key]
      else return
      storage.setItem(stored, JSON.stringify(waiting))
    },
  }
}
