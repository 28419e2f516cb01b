/** One run of a difference: on both sides, only before, or only after. */
export type Part = { kind: 'same' | 'removed' | 'added'; text: string }

/** Comparing more than this would take longer than reading both. */
const mostCells = 1_000_000

const joined = (parts: Part[]): Part[] => {
  const runs: Part[] = []
  for (const part of parts) {
    const last = runs.at(-1)
    if (last?.kind === part.kind) last.text += part.text
    else runs.push({ ...part })
  }
  return runs
}

/** Lengths of the longest common run of tokens from each place on. */
const common = (before: readonly string[], after: readonly string[]): Uint32Array[] => {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1))
  for (let one = before.length - 1; one >= 0; one -= 1) {
    for (let other = after.length - 1; other >= 0; other -= 1) {
      const [row, below] = [lengths[one], lengths[one + 1]]
      if (!row || !below) continue
      row[other] =
        before[one] === after[other]
          ? (below[other + 1] ?? 0) + 1
          : Math.max(below[other] ?? 0, row[other + 1] ?? 0)
    }
  }
  return lengths
}

/** What it takes to make the second list of tokens of the first, in order. */
const compare = (before: readonly string[], after: readonly string[]): Part[] => {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  let end = 0
  while (
    end < before.length - start &&
    end < after.length - start &&
    before.at(-1 - end) === after.at(-1 - end)
  )
    end += 1
  const [was, is] = [
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  ]
  const same = (tokens: readonly string[]): Part[] => tokens.map((text) => ({ kind: 'same', text }))
  return [
    ...same(before.slice(0, start)),
    ...(was.length * is.length > mostCells ? replaced(was, is) : aligned(was, is)),
    ...same(before.slice(before.length - end)),
  ]
}

const replaced = (was: readonly string[], is: readonly string[]): Part[] => [
  ...was.map((text): Part => ({ kind: 'removed', text })),
  ...is.map((text): Part => ({ kind: 'added', text })),
]

const aligned = (was: readonly string[], is: readonly string[]): Part[] => {
  const lengths = common(was, is)
  const parts: Part[] = []
  let [one, other] = [0, 0]
  while (one < was.length || other < is.length) {
    const [left, right] = [was[one], is[other]]
    if (left !== undefined && left === right) {
      parts.push({ kind: 'same', text: left })
      one += 1
      other += 1
    } else if (
      right === undefined ||
      (left !== undefined && (lengths[one + 1]?.[other] ?? 0) >= (lengths[one]?.[other + 1] ?? 0))
    ) {
      parts.push({ kind: 'removed', text: left ?? '' })
      one += 1
    } else {
      parts.push({ kind: 'added', text: right })
      other += 1
    }
  }
  return parts
}

/** Words with what is between them, so that joined they are the text again. */
const wordsOf = (text: string) => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []

/** Two long texts, word by word. */
export const wordDifference = (before: string, after: string): Part[] =>
  joined(compare(wordsOf(before), wordsOf(after)))

export type Line = { kind: Part['kind'] | 'left out'; text: string }
const around = 2

/** Two laid-out texts line by line; of what is the same only what stands around a change. */
export const lineDifference = (before: string, after: string): Line[] => {
  const lines: Line[] = compare(before.split('\n'), after.split('\n'))
  const near = lines.map((_line, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same'),
  )
  const shown: Line[] = []
  let hidden = 0
  const close = () => {
    if (hidden > 0)
      shown.push({
        kind: 'left out',
        text: `${hidden} ${hidden === 1 ? 'line' : 'lines'} unchanged`,
      })
    hidden = 0
  }
  for (const [at, line] of lines.entries()) {
    if (near[at]) {
      close()
      shown.push(line)
    } else hidden += 1
  }
  close()
  return shown
}
