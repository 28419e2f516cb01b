// @vitest-environment jsdom
import { createEvent, fireEvent, render } from '@testing-library/react'
import { expect, it } from 'vitest'

import { useNoStrayDrop } from './use-no-stray-drop.ts'

const Zone = () => {
  useNoStrayDrop()
  return <p>Beside the zone</p>
}

const drop = (type: 'drop' | 'dragOver', types: string[]) => {
  const event = createEvent[type](document.body, { dataTransfer: { types } })
  fireEvent(document.body, event)
  return event.defaultPrevented
}

it('keeps the page where a file is dropped beside a zone, as long as there is one', () => {
  const { unmount } = render(<Zone />)
  expect([drop('dragOver', ['Files']), drop('drop', ['Files'])]).toEqual([true, true])
  // Text goes on being dropped into fields.
  expect(drop('drop', ['text/plain'])).toBe(false)
  unmount()
  expect(drop('drop', ['Files'])).toBe(false)
})
