import { speakThrough } from './api.ts'

const served = () => document.querySelector<HTMLMetaElement>('meta[name="epm-backend"]')?.content

/**
 * Which backend this page speaks to. Our own service says so in the page; any other web server may have a `config.json` beside
 * it. What only Microsoft Graph needs is loaded only then. Rejects with a sentence for the person who runs it.
 */
export const prepareBackend = async (): Promise<void> => {
  if (served() === 'service') return
  const response = await globalThis.fetch('/config.json', { cache: 'no-store' }).catch(() => null)
  const type = response?.headers.get('content-type') ?? ''
  // A server that answers every address with the page has no such file.
  if (!response?.ok || type.startsWith('text/html')) return
  const { graphTransport } = await import('./graph/graph-transport.ts')
  speakThrough(await graphTransport(await response.text()))
}
