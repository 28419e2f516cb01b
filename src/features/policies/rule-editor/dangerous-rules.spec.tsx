// @vitest-environment jsdom
import { cleanup, fireEvent, waitFor } from '@testing-library/react'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { dangerous, quiet } from '#domain/rules/dangerous-rules.spec-helper.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import { ruleStrength } from '#domain/rules/strength.ts'
import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { expiredCertificate, soundCertificate } from './named-rows.spec-helper.ts'
import { openEditor } from './rule-editor.spec-helper.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
servicePerTest(world, 'epm.manager@contoso.example')
beforeEach(() => sessionStorage.clear())
beforeAll(() => import('#domain/certificates/read-certificate.ts'), 60_000)

const count = { told: 0, notInOneClick: 0, savedWhenConfirmed: 0, refused: 0, automatic: 0 }
afterAll(() => console.info(`R12 in the editor, of ${dangerous.length}: ${JSON.stringify(count)}`))

/** The combination with a certificate that can be read, where it has one. */
const ruleOf = (more: Partial<RuleModel>, expired: boolean): RuleModel => {
  const rule = { ...quiet, ...more }
  const { signatureSource: source } = rule
  if (source.kind !== 'reusableSetting') return rule
  const certificate = expired ? expiredCertificate : soundCertificate
  const { certificateType } = source
  return { ...rule, signatureSource: { kind: 'uploadedCertificate', certificate, certificateType } }
}

describe('the dangerous combinations of R12 in the editor', () => {
  it.each(dangerous)('%s', async (_, id, more, facts) => {
    const rule = ruleOf(more, facts !== undefined)
    const editor = await openEditor(quiet, rule)
    const { save, saved, confirmation, alerts, text, change } = editor
    const flag = ruleStrength(rule, { certificateExpired: facts !== undefined }).flags.find(
      (each) => each.id === id,
    )
    if (!flag) throw new Error('The domain does not tell this risk.')
    await waitFor(() => expect(text()).toContain(`${flag.title}. ${flag.attack}`))
    count.told += 1

    const box = () => {
      const found = confirmation()
      if (!found) throw new Error('There is nothing to confirm.')
      return found
    }
    expect(box().checked).toBe(false)
    save()
    expect(saved).toEqual([])
    count.notInOneClick += 1

    const asks = alerts().includes('Confirm that you have read what could go wrong.')
    expect(alerts()).not.toEqual([])
    fireEvent.click(box())
    save()
    if (asks) {
      await waitFor(() => expect(saved).toEqual([rule]))
      count.savedWhenConfirmed += 1
    } else {
      expect(saved).toEqual([])
      count.refused += 1
    }

    saved.length = 0
    change('elevationType', 'automatic')
    change('fileHash', '')
    if (!box().checked) fireEvent.click(box())
    expect(box().checked).toBe(true)
    save()
    expect(saved).toEqual([])
    expect(alerts().join(' ')).toContain('A rule that elevates automatically needs a file hash.')
    count.automatic += 1
    cleanup()
  })
})
