// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'

import { newRule, type RuleModel } from '#domain/rules/rule-model.ts'
import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { policyBody } from './policy-body.ts'
import { ReviewRules } from './ReviewRules.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
servicePerTest({ ...sampleWorld(at), elevations: [] }, 'epm.manager@contoso.example')

const calm: RuleModel = {
  ...newRule(),
  name: 'Install the tools',
  validation: ['windowsAuthentication'],
  fileName: 'setup.exe',
  filePath: 'C:\\Program Files\\Contoso',
  fileHash: 'ab'.repeat(32),
}
const risky: RuleModel = {
  ...calm,
  name: 'A shell',
  elevationType: 'automatic',
  childProcessBehavior: 'allowAll',
}

it('says of each rule its type, its worst risk and its file identity without opening it', async () => {
  const { settings } = policyBody(
    { name: 'P', description: '' },
    { kind: 'rules', rules: [calm, risky] },
    null,
  )
  await renderPage(() => <ReviewRules settings={settings} />, '/review', '/review')
  const row = async (name: string) => {
    const summary = (await screen.findByRole('heading', { name })).closest('summary')
    if (summary === null) throw new Error(`${name} is not seen while folded.`)
    expect(summary.closest('details')).not.toHaveAttribute('open')
    return within(summary)
  }
  const first = await row('Install the tools')
  expect(first.getByText('User confirmed')).toBeVisible()
  expect(first.getByText('No risk found')).toBeVisible()
  expect(first.getByText('File identity: strong')).toBeVisible()
  const second = await row('A shell')
  expect(second.getByText('Automatic')).toBeVisible()
  expect(second.getByText('Serious risk')).toBeVisible()
  expect(second.getByText('All child processes elevated, and 1 more')).toBeVisible()
})
