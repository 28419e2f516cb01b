// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { CopyQuestion } from './CopyQuestion.tsx'
import { blankRule } from './rule-list-edits.ts'

const world = { ...sampleWorld(new Date('2026-11-18T09:00:00.000Z')), elevations: [] }
servicePerTest({ ...world, elevationRequests: [] }, 'epm.manager@contoso.example')

const scroll = vi.fn()
Element.prototype.scrollIntoView = scroll
afterEach(() => scroll.mockReset())

it('comes into sight with its answers, and Escape keeps one', async () => {
  const user = userEvent.setup()
  const answers: string[] = []
  const Page = () => (
    <CopyQuestion
      called="Setup"
      rule={blankRule()}
      flags={[]}
      onYes={() => answers.push('two')}
      onNo={() => answers.push('one')}
    />
  )
  await renderPage(Page, '/', '/')
  expect(await screen.findByRole('button', { name: 'Keep one' })).toHaveFocus()
  expect(scroll).toHaveBeenCalledTimes(1)
  await user.keyboard('{Escape}')
  expect(answers).toEqual(['one'])
})
