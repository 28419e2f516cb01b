import { pino } from 'pino'

import type { LogLine } from '#server/http/types.ts'

export type Log = (line: LogLine) => void

/**
 * One JSON line per event on standard error; standard output carries the ready line only. Nothing that holds a secret is ever
 * put into a line; the redaction is the second lock on that door (R44).
 */
export const createLog = (level: 'info' | 'warn' | 'error' | 'silent'): Log => {
  const logger = pino(
    {
      level,
      base: null,
      redact: ['authorization', 'cookie', 'token', 'password', '*.authorization', '*.cookie'],
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ dest: 2, sync: true }),
  )
  return ({ level: at, message, ...rest }) => {
    const text = String(message ?? '')
    if (at === 'error') logger.error(rest, text)
    else if (at === 'warn') logger.warn(rest, text)
    else logger.info(rest, text)
  }
}
