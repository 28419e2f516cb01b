import { elevationTypeName, inTypeOrder } from '#src/lib/elevation-types.ts'

import { visibleText } from '../text/visible-text.ts'
import type { Series, Tone } from './chart-data.ts'

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
