import { useEffect, useState } from 'react'

/** Errors that no boundary sees: from events and from work nobody waits for (R55). */
export const useUnexpectedFailure = () => {
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const note = () => setFailed(true)
    addEventListener('error', note)
    addEventListener('unhandledrejection', note)
    return () => {
      removeEventListener('error', note)
      removeEventListener('unhandledrejection', note)
    }
  }, [])
  return { failed, dismiss: () => setFailed(false) }
}
