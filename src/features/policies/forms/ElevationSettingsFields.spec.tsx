// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { auditOnlyPreset } from '#domain/rules/elevation-settings-form.ts'
import type { ElevationSettings } from '#domain/rules/elevation-settings.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { ElevationSettingsFields } from './ElevationSettingsFields.tsx'

const world = { ...sampleWorld(new Date('2026-11-18T09:00:00.000Z')), elevations: [] }
servicePerTest({ ...world, elevationRequests: [] }, 'epm.manager@contoso.example')

it('answers the press on audit only: what was set, and that nothing had to be', async () => {
  const user = userEvent.setup()
  const Page = () => {
    const [value, setValue] = useState<ElevationSettings>({
      ...auditOnlyPreset.settings,
      sendData: false,
    })
    return <ElevationSettingsFields value={value} onChange={setValue} showErrors={false} />
  }
  await renderPage(Page, '/', '/')
  const press = await screen.findByRole('button', { name: 'Use audit only settings' })
  await user.click(press)
  expect(await screen.findByText(/^Set: Endpoint Privilege Management: Enabled/)).toBeVisible()
  await user.click(press)
  expect(await screen.findByText('This is already audit only.')).toBeVisible()
})
