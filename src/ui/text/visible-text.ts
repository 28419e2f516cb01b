import { inspectText } from '#domain/file-name/spoofing.ts'

/** A device's text as one plain string with its hidden characters written out, for titles and names (R23). */
export const visibleText = (value: string) =>
  inspectText(value, 'text')
    .segments.map((segment) => (segment.mark === null ? segment.text : `[${segment.mark}]`))
    .join('')
