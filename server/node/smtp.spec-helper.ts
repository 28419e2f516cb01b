import type { AddressInfo } from 'node:net'

import { SMTPServer } from 'smtp-server'

export type Received = { from: string; to: string[]; raw: string; headers: string; body: string }

/** The body of a mail as text, out of quoted-printable or base64. */
export const textOf = ({ headers, body }: Pick<Received, 'headers' | 'body'>): string => {
  if (/^Content-Transfer-Encoding: base64/im.test(headers))
    return Buffer.from(body, 'base64').toString('utf8')
  if (!/^Content-Transfer-Encoding: quoted-printable/im.test(headers)) return body
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** A real SMTP server on a port of this machine that keeps what it was given. */
export const startSmtp = async (port = 0) => {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        const [headers = '', ...body] = raw.split('\r\n\r\n')
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw,
          headers,
          body: body.join('\r\n\r\n'),
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  // Listening on a port, so the address is not a pipe's name.
  const { port: taken } = server.server.address() as AddressInfo
  return {
    received,
    port: taken,
    url: `smtp://127.0.0.1:${taken}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
