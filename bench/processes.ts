import { readFileSync } from 'node:fs'

/** Resident memory of a process in MB; 0 once it is gone. */
export const memoryOf = (pid: number | undefined): number => {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
