import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

import { expect } from './fixtures.ts'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Every state is looked at whole; what is hidden behind an open dialog counts too. All rules of WCAG 2.2 AA unless named. */
export const checked = async (page: Page, state: string, rules?: string[]) =>
  report(new AxeBuilder({ page }), state, rules)

/** An open menu alone: round it stand Fluent's own marks for the focus, which nobody can reach. */
export const checkedMenu = async (page: Page, state: string) =>
  report(new AxeBuilder({ page }).include('[role=menu]').exclude('[data-tabster-dummy]'), state)

const report = async (axe: AxeBuilder, state: string, rules?: string[]) => {
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(tags)).analyze()
  const told = violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes
      .slice(0, 4)
      .map(({ html, any }) => `${html.slice(0, 200)} ${any[0]?.message ?? ''}`),
  }))
  expect.soft(told, state).toEqual([])
}
