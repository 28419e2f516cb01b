import { checkedPictures } from './axe.ts'
import { test } from './fixtures.ts'
import { policyShots } from './shots-policies.ts'

/** Every step, pane and dialog that changes policies and reusable settings, as the pictures of `shots.ts` show them. */
const states = {
  'lists and the wizard of settings': [
    'policies-export',
    'new-settings-1-error',
    'new-settings-2-confirmed',
    'new-settings-3-error',
    'new-settings-4-filled',
    'new-settings-5',
  ],
  'the wizard of rules and the rule editor': [
    'new-rules-2-error',
    'new-rules-5',
    'rule-errors',
    'rule-warnings',
    'rule-automatic-unconfirmed',
    'rule-certificate-choices',
    'rule-certificate-refused',
    'rule-from-file',
  ],
  'editing, history and interchange': [
    'policy-duplicate',
    'policy-delete',
    'edit-rules-configuration',
    'edit-rules-assignments',
    'edit-settings-configuration',
    'edit-error',
    'edit-conflict',
    'history',
    'history-restore',
    'import',
    'import-good',
    'import-bad',
  ],
  'reusable settings': [
    'reusable',
    'reusable-detail',
    'reusable-delete-blocked',
    'reusable-edit-other',
    'reusable-new-1-error',
    'reusable-new-2-key',
    'reusable-new-3',
  ],
} as const

test.slow()

for (const [area, names] of Object.entries(states))
  test(area, async ({ as, service, expectConsole }) => {
    expectConsole(/status of 412/)
    await checkedPictures(as, policyShots(service), names)
  })
