import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { openSqlite } from './sqlite.ts'

let folder = ''
const children: ChildProcess[] = []
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'epm-process-'))))
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const launch = (file: string, args: string[] = [], environment: Record<string, string> = {}) => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, file), ...args],
    {
      env: {
        ...process.env,
        PORT: '0',
        EPM_DATA: folder,
        EPM_CHECKPOINTS: join(folder, 'checkpoints'),
        EPM_WORLD: 'sample',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  children.push(child)
  const printed = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (printed.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk.toString()))
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? '')),
  )
  return { child, printed, ended }
}

/** Starts the console and waits for its ready line. */
const start = async (environment: Record<string, string> = {}) => {
  const running = launch('main.ts', [], environment)
  const url = await new Promise<string>((resolve, reject) => {
    running.child.stdout?.on('data', () => {
      const found = /^EPM Console ready at (http:\/\/127\.0\.0\.1:\d+)$/m.exec(
        running.printed.out,
      )?.[1]
      if (found !== undefined) resolve(found)
    })
    void running.ended.then((code) =>
      reject(new Error(`ended with ${code}: ${running.printed.err}`)),
    )
  })
  return { ...running, url }
}

const run = async (file: string, args: string[], environment: Record<string, string> = {}) => {
  const { ended, printed } = launch(file, args, environment)
  return { code: await ended, ...printed }
}

describe('the process of the console', () => {
  it('answers as soon as it says so, beside commands, and ends cleanly with a stream open', async () => {
    const { url, child, ended, printed } = await start()
    expect((await fetch(`${url}/readyz`)).status).toBe(200)

    const token = await run('cli.ts', ['token', 'create', '--user', 'Intune.Admin@contoso.example'])
    expect(token).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^epm_read_[\w-]{43}\n$/) as string,
    })
    const headers = { Authorization: `Bearer ${token.out.trim()}` }
    expect((await fetch(`${url}/beta/me`, { headers })).status).toBe(200)
    const events = await fetch(`${url}/beta/epm/events`, { headers })
    expect(events.status).toBe(200)

    const verify = await run('cli.ts', ['audit', 'verify'])
    expect(verify).toMatchObject({ code: 0, out: expect.stringContaining('is whole') as string })
    const copy = join(folder, 'copy.db')
    expect(await run('cli.ts', ['backup', copy])).toMatchObject({ code: 0 })
    expect(existsSync(copy)).toBe(true)
    expect(await run('cli.ts', ['restore', copy])).toMatchObject({
      code: 1,
      err: expect.stringContaining('already serves') as string,
    })
    const second = await run('main.ts', [])
    expect(second).toMatchObject({
      code: 1,
      err: expect.stringContaining('already serves') as string,
    })

    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    // Whatever it logged is one JSON object a line, and no line holds the token.
    for (const line of printed.err.trim().split('\n'))
      expect(() => void JSON.parse(line)).not.toThrow()
    expect(printed.err).not.toContain(token.out.trim())

    const { db } = openSqlite(join(folder, 'epm.db'))
    await db.deleteFrom('tokens').execute()
    await db.destroy()
    expect(await run('cli.ts', ['restore', copy])).toMatchObject({ code: 0 })
    const restored = openSqlite(join(folder, 'epm.db'))
    expect(await restored.db.selectFrom('tokens').selectAll().execute()).toHaveLength(1)
    await restored.db.destroy()
  }, 60_000)

  it('starts again after being killed, on the same data', async () => {
    const first = await start({ EPM_WORLD: 'empty' })
    first.child.kill('SIGKILL')
    await first.ended
    const again = await start({ EPM_WORLD: 'empty' })
    expect((await fetch(`${again.url}/readyz`)).status).toBe(200)
  }, 30_000)

  it('says what an empty tenant needs, and the commands give it', async () => {
    const { url, printed } = await start({ EPM_WORLD: 'empty' })
    expect(printed.out).toContain('npm run epm -- admin create UPN')
    const config = (await (await fetch(`${url}/beta/epm/config`)).json()) as object
    expect(config).not.toHaveProperty('samplePeople')
    expect(await run('cli.ts', ['admin', 'create', 'first@tenant.example'])).toMatchObject({
      code: 0,
    })
    expect(await run('cli.ts', ['admin', 'create', 'First@tenant.example'])).toMatchObject({
      code: 2,
    })
    const token = await run('cli.ts', ['token', 'create', '--user', 'first@tenant.example'])
    const headers = { Authorization: `Bearer ${token.out.trim()}` }
    const answer = await fetch(`${url}/beta/deviceManagement/auditEvents`, { headers })
    expect(await answer.json()).toMatchObject({
      value: [{ displayName: 'Create Token' }, { displayName: 'Create RoleAssignment' }],
    })
  }, 30_000)

  it.each([
    [{ HOST: '0.0.0.0' }, 'sample sign-in'],
    [{ PORT: 'x' }, 'PORT has to be'],
    [{ TLS_CERT: '/absent', TLS_KEY: '/absent' }, 'ENOENT'],
  ])('exits with 1 and a sentence for %o', async (environment, sentence) => {
    const { code, err } = await run('main.ts', [], environment as Record<string, string>)
    expect(code).toBe(1)
    expect(err).toContain(`EPM Console cannot start: `)
    expect(err).toContain(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it.each([
    [['token', 'create'], 2],
    [['token', 'create', '--user', 'nobody@x.example'], 1],
    [['nonsense'], 2],
    [['backup'], 2],
  ])('epm %j exits with %i and prints nothing on standard output', async (args, code) => {
    const result = await run('cli.ts', args)
    expect([result.code, result.out]).toEqual([code, ''])
    expect(result.err).not.toBe('')
  })
})
