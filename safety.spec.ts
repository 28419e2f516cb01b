import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

/** Rules about our own files; each stands for a mistake that would reach production unseen. */
const root = dirname(fileURLToPath(import.meta.url))
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)))
const source = tracked.filter((file) => /\.(tsx?|mjs|html|css)$/.test(file))
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const isTest = (file: string) => /\.spec(-helper)?\.tsx?$/.test(file) || file.startsWith('e2e/')

describe('our own files', () => {
  it('have no dangerous sinks (R22)', () => {
    const sinks =
      /dangerouslySetInnerHTML|\.innerHTML\b|\.outerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(|setTimeout\('|srcDoc/
    expect(
      source.filter(
        (file) =>
          !isTest(file) &&
          file !== 'safety.spec.ts' &&
          /^(src|index)/.test(file) &&
          sinks.test(text(file)),
      ),
    ).toEqual([])
  })

  it('have no inline script, style or handler in the shell (R21)', () => {
    const shell = text('index.html')
    expect(shell).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/)
    expect(shell).not.toMatch(/<style|\son[a-z]+=|style=/)
  })

  it('name no path of the machine they were written on', () => {
    const machine = new RegExp(['/wo', 'rk/'].join(''))
    const wrong = tracked.filter(
      (file) => !/\.(png|ico|woff2?)$/.test(file) && machine.test(text(file)),
    )
    expect(wrong).toEqual([])
  })

  it('never sleep or skip in tests', () => {
    // A journey that compares with the published documents is left out, and says so, where they are absent.
    const loose =
      /waitForTimeout|\.only\(|test\.skip\((?!!existsSync\()|it\.skip\(|describe\.skip\(/
    expect(
      source.filter((file) => isTest(file) && file !== 'safety.spec.ts' && loose.test(text(file))),
    ).toEqual([])
  })

  it('pin every dependency to one exact version', () => {
    const pkg = JSON.parse(text('package.json')) as Record<string, Record<string, string>>
    const loose = Object.entries({ ...pkg['dependencies'], ...pkg['devDependencies'] }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    )
    expect(loose).toEqual([])
  })

  it('keep public/ to what production serves', () => {
    expect(readdirSync(join(root, 'public')).filter((name) => /mock|worker/i.test(name))).toEqual(
      [],
    )
  })

  it('write dates of worlds in UTC text, never through local-time constructors', () => {
    const local = /new Date\(\s*\d{4}\s*,/
    expect(source.filter((file) => file.startsWith('worlds/') && local.test(text(file)))).toEqual(
      [],
    )
  })

  it('send nothing to another host', () => {
    const foreign =
      /https?:\/\/(?!127\.0\.0\.1|localhost|\[::1\]|graph\.microsoft\.com|schemas|www\.w3\.org|[\w.-]*\.example\b)/
    const wrong = source.filter(
      (file) =>
        /^(src|server|worlds|domain|contract)\//.test(file) &&
        !isTest(file) &&
        // The addresses of Microsoft's clouds, and of nobody else (next test).
        file !== 'contract/console-config.ts' &&
        text(file)
          .split('\n')
          .some(
            (line) =>
              foreign.test(line) && !line.trim().startsWith('*') && !line.trim().startsWith('//'),
          ),
    )
    expect(wrong).toEqual([])
  })

  it('know of no address but those of Microsoft’s clouds where the clouds are listed', () => {
    const named = [...text('contract/console-config.ts').matchAll(/https:\/\/(?:\*\.)?([\w.-]+)/g)]
    const microsoft =
      /^((dod-)?graph|login)\.microsoft(online)?\.(com|us)$|^blob\.core\.(windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)$|^(microsoftgraph|login)\.chinacloudapi\.cn$/
    expect(named.length).toBeGreaterThan(10)
    expect(named.map(([, host = '']) => host).filter((host) => !microsoft.test(host))).toEqual([])
  })
})
