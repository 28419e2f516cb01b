import { useState } from 'react'

import { z } from '#contract/zod.ts'
import { newElevationSettings } from '#domain/rules/elevation-settings-form.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import type { PolicyKind } from '#src/lib/paths.ts'
import { useDraftState } from '#src/ui/form/use-draft-state.ts'

import type { Targets } from '../forms/assignment-targets.ts'
import {
  parseBasics,
  parseRules,
  parseSettings,
  parseTags,
  parseTargets,
} from '../forms/parse-drafts.ts'
import type { Configuration } from './policy-body.ts'
import type { Created } from './use-create-policy.ts'

const noTargets: Targets = []
const noRules: readonly RuleModel[] = []
const CreatedShape = z.object({ id: z.string(), name: z.string() })
const parseCreated = (saved: unknown): Created | null => CreatedShape.safeParse(saved).data ?? null

/** Everything entered in a wizard of this kind, kept in the tab until it is sent or discarded. */
export const usePolicyDraft = (kind: PolicyKind) => {
  const key = `policy-new:${kind}`
  const basics = useDraftState(`${key}:basics`, () => ({ name: '', description: '' }), parseBasics)
  const settings = useDraftState(`${key}:settings`, newElevationSettings, parseSettings)
  const rules = useDraftState<readonly RuleModel[]>(`${key}:rules`, () => noRules, parseRules)
  const tags = useDraftState<readonly string[] | null>(`${key}:tags`, () => null, parseTags)
  const targets = useDraftState<Targets>(`${key}:targets`, () => noTargets, parseTargets)
  const created = useDraftState<Created | null>(`${key}:created`, () => null, parseCreated)
  const all = [basics, settings, rules, tags, targets, created]
  const [atFirst] = useState(() =>
    JSON.stringify([basics.value, settings.value, rules.value, tags.value, targets.value]),
  )
  const restored = all.some((part) => part.restored)
  const configuration: Configuration =
    kind === 'settings' ? { kind, settings: settings.value } : { kind: 'rules', rules: rules.value }
  const entered = JSON.stringify([
    basics.value,
    settings.value,
    rules.value,
    tags.value,
    targets.value,
  ])
  return {
    key,
    basics,
    settings,
    rules,
    tags,
    targets,
    created,
    configuration,
    restored,
    dirty: restored || entered !== atFirst,
    clear: () => {
      for (const part of all) part.clear()
    },
  }
}
