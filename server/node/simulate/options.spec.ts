import { describe, expect, it } from 'vitest'

import { UsageError } from '../commands/command.ts'
import { parseSimulateOptions } from './options.ts'

const parse = (text: string) => parseSimulateOptions(text.split(' '))

describe('the arguments of simulate', () => {
  it('have defaults', () => {
    expect(parse('--url http://127.0.0.1:8080')).toEqual({
      url: new URL('http://127.0.0.1:8080'),
      devices: 20,
      ratePerMinute: 30,
      seed: 1,
      minutes: 2,
      data: null,
    })
  })

  it('are read as people write them', () => {
    expect(
      parse(
        '--url=http://localhost:9 --devices 3 --rate 60 per minute --seed 9 --minutes 0.5 --data /x',
      ),
    ).toMatchObject({ devices: 3, ratePerMinute: 60, seed: 9, minutes: 0.5, data: '/x' })
  })

  it.each([
    'http://10.0.0.5:8080',
    'https://console.contoso.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://127.0.0.1@evil.example',
  ])('refuse %s, which is another machine, unless told', (url) => {
    expect(() => parse(`--url ${url}`)).toThrow(/not this machine/)
    expect(parse(`--url ${url} --allow-remote`).url.origin).toBe(new URL(url).origin)
  })

  it.each(['http://127.0.0.1:1', 'http://127.8.9.1', 'https://localhost:2', 'http://[::1]:3'])(
    'take %s for this machine',
    (url) => {
      expect(parse(`--url ${url}`).url.href).toBe(`${url}/`)
    },
  )

  it.each([
    ['--devices 3', /--url is missing/],
    ['--url nonsense', /not an http or https address/],
    ['--url file:///etc/passwd', /not an http or https address/],
    ['--url http://127.0.0.1 --devices 501', /--devices must be at most 500/],
    ['--url http://127.0.0.1 --devices 1.5', /--devices must be a whole number/],
    ['--url http://127.0.0.1 --rate many', /--rate must be a number/],
    ['--url http://127.0.0.1 --minutes 0', /--minutes must be at least 0.1/],
    ['--url http://127.0.0.1 --speed 3', /--speed is not known/],
    ['--url http://127.0.0.1 now', /Cannot read "now"/],
  ])('refuse %s', (text, message) => {
    expect(() => parse(text)).toThrow(UsageError)
    expect(() => parse(text)).toThrow(message)
  })
})
