import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router-dom'

import { configQuery, useConfig } from '#src/api/session.ts'
import { idleSeconds, lastActivity } from '#src/lib/activity.ts'
import { now } from '#src/lib/clock.ts'
import { paths } from '#src/lib/paths.ts'

import { endedState } from '../ended-state.ts'

const lookEvery = 5_000
/** Typing asks nothing of the service: it is told at most this often that somebody is there. */
const tellEvery = 60_000

/** Seconds before the end at which it is said: two minutes, or a fifth of a short session. */
const warnSeconds = (idleMinutes: number) => Math.min(120, idleMinutes * 12)

/**
 * Keeps a session in use while somebody types, warns before it ends because nobody touches the page (R41), and leads to the
 * sign-in page when it has. Answers the seconds that are left when that is to be said, otherwise null.
 */
export const useSessionWatch = (): number | null => {
  const client = useQueryClient()
  const navigate = useNavigate()
  const idleMinutes = useConfig().data?.session?.idleMinutes
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    if (idleMinutes === undefined) return
    let told = now()
    let asking = false
    const ask = async () => {
      if (asking) return
      asking = true
      told = now()
      const state = endedState(client)
      const config = await client.fetchQuery({ ...configQuery, staleTime: 0 }).catch(() => null)
      asking = false
      if (config === null || config.signedIn) return
      const { pathname, search } = globalThis.location
      await navigate(paths.signIn(pathname + search), { state })
    }
    const look = () => {
      const remaining = idleMinutes * 60 - idleSeconds()
      setLeft(remaining <= warnSeconds(idleMinutes) ? Math.max(0, remaining) : null)
      if (remaining <= 0 || (lastActivity() > told && now() - told >= tellEvery)) void ask()
    }
    const timer = setInterval(look, lookEvery)
    return () => clearInterval(timer)
  }, [client, navigate, idleMinutes])
  return left
}
