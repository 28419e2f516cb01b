import { fireEvent, screen, within } from '@testing-library/react'

import type { RuleModel } from '#domain/rules/rule-model.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'

import { RuleEditor } from './RuleEditor.tsx'

const draftKey = 'spec'

/**
 * Opens the editor on `before`. With `edited`, the form holds that rule instead, as after typing it or after a reload: what
 * is unchanged needs no confirmation, and typing thirty rules takes long.
 */
export const openEditor = async (before: RuleModel, edited?: RuleModel) => {
  const saved: RuleModel[] = []
  if (edited !== undefined) sessionStorage.setItem(`draft:${draftKey}`, JSON.stringify(edited))
  await renderPage(
    () => (
      <RuleEditor
        rule={before}
        otherNames={['Another rule']}
        draftKey={draftKey}
        onSave={(rule) => saved.push(rule)}
        onClose={() => undefined}
      />
    ),
    '/',
    '/',
  )
  // Fluent's focus library goes on hiding the page where there is no layout.
  const pane = await screen.findByRole('dialog', { hidden: true })
  const inside = within(pane)
  const named = (name: string) => {
    const found = pane.querySelector<HTMLInputElement>(`[name="${name}"]`)
    if (!found) throw new Error(`There is no field ${name}.`)
    return found
  }
  return {
    saved,
    inside,
    named,
    confirmation: () => pane.querySelector<HTMLInputElement>('[name="confirmed"]'),
    save: () => fireEvent.click(inside.getByText('Save', { selector: 'button' })),
    change: (name: string, value: string) => fireEvent.change(named(name), { target: { value } }),
    /** Everything that is announced as an alert now. */
    alerts: () => [...pane.querySelectorAll('[role=alert]')].map((each) => each.textContent ?? ''),
    text: () => pane.textContent ?? '',
  }
}
