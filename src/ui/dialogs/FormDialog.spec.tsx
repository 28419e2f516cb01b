// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest'
import '#src/test-setup.ts'

import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { describe, expect, it, vi } from 'vitest'

import type { Failure } from '#src/lib/failure.ts'

import { TextAreaField } from '../form/fields.tsx'
import { clearDraft, useDraft } from '../form/use-draft.ts'
import { ThemeProvider } from '../theme/ThemeProvider.tsx'
import { FormDialog } from './FormDialog.tsx'

const failure: Failure = {
  title: 'The service is not available',
  message: 'Try again in a moment.',
  status: 503,
  requestId: 'a1b2',
  details: [{ message: 'Reason is too long.', target: 'reviewerJustification' }],
}

type Props = {
  onSend?: (reason: string) => Failure | null
  onClose?: () => void
  disabledReason?: string
}

const Deny = ({ onSend = () => null, onClose = () => {}, disabledReason }: Props) => {
  const form = useForm({ defaultValues: { reason: '' } })
  useDraft(form, 'deny:1')
  const [error, setError] = useState<Failure | null>(null)
  return (
    <FormDialog
      title="Deny"
      submitLabel="Deny request"
      error={error}
      pending={false}
      disabledReason={disabledReason}
      dirty={form.formState.isDirty}
      onSubmit={form.handleSubmit(({ reason }) => {
        if (reason === '') form.setError('reason', { message: 'Say why.' })
        else setError(onSend(reason))
      })}
      onClose={onClose}
    >
      <TextAreaField control={form.control} name="reason" label="Reason" maxLength={1024} />
    </FormDialog>
  )
}

// Fluent's focus library hides its own dialog where there is no layout.
const hidden = { hidden: true }
const show = async (props: Props = {}) => {
  const shown = render(
    <ThemeProvider>
      <Deny {...props} />
    </ThemeProvider>,
  )
  const reason = await screen.findByRole(
    'textbox',
    { name: 'Reason', ...hidden },
    { timeout: 10_000 },
  )
  return { ...shown, reason, send: screen.getByRole('button', { name: 'Deny request', ...hidden }) }
}

describe('FormDialog', () => {
  it('keeps the text when sending fails, says why, and sends it again unchanged', async () => {
    const user = userEvent.setup()
    const onSend = vi.fn(() => failure)
    const { reason, send } = await show({ onSend })
    await user.type(reason, 'Not from a known vendor')
    await user.click(send)
    const alert = await screen.findByText(failure.title)
    expect(alert.closest('[role="alert"]')).toHaveTextContent('Reason is too long.')
    expect(screen.getByText('a1b2')).toBeInTheDocument()
    expect(reason).toHaveValue('Not from a known vendor')
    await user.click(send)
    expect(onSend.mock.calls).toEqual([['Not from a known vendor'], ['Not from a known vendor']])
    clearDraft('deny:1')
  })

  it('is sent by Ctrl+Enter, once', async () => {
    const user = userEvent.setup()
    const onSend = vi.fn(() => null)
    const { reason } = await show({ onSend })
    await user.type(reason, 'Unsigned')
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(onSend).toHaveBeenCalledExactlyOnceWith('Unsigned')
    clearDraft('deny:1')
  })

  it('brings the focus to the first invalid field', async () => {
    const user = userEvent.setup()
    const { reason, send } = await show()
    await user.click(send)
    await screen.findByText('Say why.')
    expect(reason).toHaveFocus()
    expect(reason).toHaveAttribute('aria-invalid', 'true')
  })

  it('asks before typed text is discarded', async () => {
    const user = userEvent.setup()
    const onClose = vi.fn()
    const { reason } = await show({ onClose })
    await user.type(reason, 'x')
    await user.click(screen.getByRole('button', { name: 'Cancel', ...hidden }))
    expect(onClose).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: 'Keep editing', ...hidden }))
    expect(reason).toHaveValue('x')
    await user.click(screen.getByRole('button', { name: 'Cancel', ...hidden }))
    await user.click(screen.getByRole('button', { name: 'Discard', ...hidden }))
    expect(onClose).toHaveBeenCalledOnce()
    clearDraft('deny:1')
  })

  it('cannot be sent while there is a reason against it, and says the reason', async () => {
    const user = userEvent.setup()
    const onSend = vi.fn(() => null)
    const { reason, send } = await show({ onSend, disabledReason: 'It is your own request' })
    await user.type(reason, 'x')
    await user.click(send)
    await user.type(reason, '{Control>}{Enter}{/Control}')
    expect(onSend).not.toHaveBeenCalled()
    expect(send).toHaveAccessibleDescription('It is your own request')
    clearDraft('deny:1')
  })

  it('has the text again after the page was left and opened again', async () => {
    const user = userEvent.setup()
    const first = await show()
    await user.type(first.reason, 'Half a sentence')
    first.unmount()
    const second = await show()
    expect(second.reason).toHaveValue('Half a sentence')
    clearDraft('deny:1')
  })

  it('has what sends before what does not, and gives the second the focus where nothing can be undone', async () => {
    render(
      <ThemeProvider>
        <FormDialog
          title="Delete?"
          submitLabel="Yes, delete"
          cancelLabel="No"
          focusCancel
          tone="danger"
          error={null}
          pending={false}
          disabledReason={undefined}
          onSubmit={() => {}}
          onClose={() => {}}
        >
          It is gone then.
        </FormDialog>
      </ThemeProvider>,
    )
    const no = await screen.findByRole('button', { name: 'No', ...hidden }, { timeout: 10_000 })
    const buttons = screen.getAllByRole('button', hidden).map((each) => each.textContent)
    expect(buttons).toEqual(['Yes, delete', 'No'])
    await waitFor(() => expect(no).toHaveFocus())
  })
})
