import { useSearchParams } from 'react-router-dom'

import { Button } from '#src/ui/basics.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import type { ListSpec } from '#src/ui/table/list-params.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { addressFaults, type AddressFault } from './address-faults.ts'

const longest = 40
const listed = new Intl.ListFormat('en', { type: 'conjunction' })

/** An address comes from anywhere, as a device's text does. */
const written = (text: string) => {
  const visible = visibleText(text)
  return visible.length > longest ? `${visible.slice(0, longest)}…` : visible
}
const inWords = ({ name, value }: AddressFault) => `${written(name)} “${written(value)}”`

/** Says what of the address is not understood: a list that leaves a filter out in silence looks like the answer to it. */
export const NotUnderstood = <F extends string>({ spec }: { spec: ListSpec<F> }) => {
  const [address, setAddress] = useSearchParams()
  const faults = addressFaults(spec, address)
  if (faults.length === 0) return null
  const [what, are] =
    faults.length === 1 ? ['a filter that is', 'It is'] : ['filters that are', 'They are']
  const onlySort = faults.every(({ name }) => name === 'sort')
  const clear = () =>
    setAddress(
      (now) => {
        const next = new URLSearchParams(now)
        for (const { name } of addressFaults(spec, now)) next.delete(name)
        return next
      },
      { replace: true },
    )
  return (
    <MessageBar
      intent="warning"
      actions={
        <Button size="small" onClick={clear}>
          Clear
        </Button>
      }
    >
      {onlySort
        ? `The address asks for an order that is not understood: ${inWords({ name: 'sort', value: faults[0]?.value ?? '' })}. The usual order is shown.`
        : `The address holds ${what} not understood: ${listed.format(faults.map(inWords))}. ${are} left out, so more may be shown than was meant.`}
    </MessageBar>
  )
}
