import { elevationTypeName, inTypeOrder } from './elevation-types.ts'

import { visibleText } from '#src/ui/text/visible-text.ts'
import type { Series, Tone } from '#src/ui/charts/chart-data.ts'

const tones: Readonly<Record<string, Tone>> = {
  unmanagedElevation: 'solid',
  zeroTouchElevation: 'diagonal',
  userConfirmedElevation: 'dots',
  supportApprovedElevation: 'lines',
}

/** One series for each elevation type that occurs, always in the same order and with the same tone. */
export const elevationSeries = (types: Iterable<string>): Series[] =>
  inTypeOrder(types).map((type) => ({
    key: type,
    label: visibleText(elevationTypeName(type)),
    tone: tones[type] ?? (type === 'undetermined' ? 'upright' : 'grid'),
  }))
