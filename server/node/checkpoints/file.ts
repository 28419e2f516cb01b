import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs'

import {
  isSigned,
  madeBy,
  parseSignature,
  parseText,
  type Checkpoint,
  type VerifierKey,
} from './note.ts'

/** One entry of a checkpoint file. `line` is where it begins, counted from 1. */
export type Entry = { line: number } & (
  | { kind: 'signed'; checkpoint: Checkpoint }
  /** Its writing was cut off: it claims nothing. */
  | { kind: 'incomplete' }
  | { kind: 'forged' }
  /** Signed with a key that was not given. */
  | { kind: 'unknownKey'; name: string }
)

type Block = { line: number; lines: string[] }

/** Runs of lines between empty ones. */
const blocksOf = (content: string): Block[] => {
  const blocks: Block[] = []
  let open: Block | null = null
  content.split('\n').forEach((text, index) => {
    if (text === '') open = null
    else if (open) open.lines.push(text)
    else blocks.push((open = { line: index + 1, lines: [text] }))
  })
  return blocks
}

const isSignatureBlock = ({ lines }: Block) => lines[0]?.startsWith('\u2014') ?? false

const entryOf = (
  { line, lines }: Block,
  signed: Block | null,
  keys: readonly VerifierKey[],
): Entry => {
  const signature = signed && parseSignature(signed.lines[0] ?? '')
  if (!signature) return { line, kind: 'incomplete' }
  const key = keys.find((each) => madeBy(signature, each))
  if (!key) return { line, kind: 'unknownKey', name: signature.name }
  const text = `${lines.join('\n')}\n`
  const checkpoint = parseText(text)
  if (!checkpoint || !isSigned(text, signature, key)) return { line, kind: 'forged' }
  return { line, kind: 'signed', checkpoint }
}

/** Every checkpoint of a file in its order, each judged by the keys. */
export const parseCheckpoints = (content: string, keys: readonly VerifierKey[]): Entry[] => {
  const entries: Entry[] = []
  const blocks = blocksOf(content)
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at]
    if (block === undefined) break
    const next = blocks[at + 1]
    const signed = !isSignatureBlock(block) && next && isSignatureBlock(next) ? next : null
    entries.push(entryOf(block, signed, keys))
    if (signed) at += 1
  }
  return entries
}

/** Null when there is no such file. */
export const readCheckpoints = (file: string, keys: readonly VerifierKey[]): Entry[] | null =>
  existsSync(file) ? parseCheckpoints(readFileSync(file, 'utf8'), keys) : null

/** Ends what a killed process left half written, so that nothing runs into it. */
const separator = (handle: number): string => {
  const { size } = fstatSync(handle)
  if (size === 0) return ''
  const end = Buffer.alloc(Math.min(2, size))
  readSync(handle, end, 0, end.length, size - end.length)
  return end.toString('latin1') === '\n\n' ? '' : '\n\n'
}

/** Appends and syncs; never rewrites what is there. */
export const appendNote = (file: string, note: string): void => {
  const handle = openSync(file, 'a+', 0o600)
  try {
    writeSync(handle, separator(handle) + note)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
