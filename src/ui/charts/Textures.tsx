import type { ReactElement } from 'react'

import type { Tone } from './chart-data.ts'
import { useChartStyles, useToneStyles } from './chart-styles.ts'

const tones: readonly Tone[] = ['solid', 'diagonal', 'dots', 'lines', 'grid', 'upright']

/** The SVG paint of a tone; `id` is the one its `Textures` was given. */
export const paint = (id: string, tone: Tone) => `url(#${id}-${tone})`

/** The patterns that the bars and the keys of one chart are painted with. */
export const Textures = ({ id }: { id: string }) => {
  const styles = useToneStyles()
  const marks: Record<Tone, ReactElement | null> = {
    solid: null,
    diagonal: <path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" className={styles.texture} />,
    dots: <circle cx="4" cy="4" r="1.2" className={styles.dot} />,
    lines: <path d="M0 2H8M0 6H8" className={styles.texture} />,
    grid: <path d="M0 4H8M4 0V8" className={styles.texture} />,
    upright: <path d="M2 0V8M6 0V8" className={styles.texture} />,
  }
  return (
    <svg className={useChartStyles().defs} aria-hidden focusable="false">
      <defs>
        {tones.map((tone) => (
          <pattern
            key={tone}
            id={`${id}-${tone}`}
            width="8"
            height="8"
            patternUnits="userSpaceOnUse"
          >
            <rect width="8" height="8" className={styles[tone]} />
            {marks[tone]}
          </pattern>
        ))}
      </defs>
    </svg>
  )
}

/** A square in the paint of a series, beside its name. */
export const Swatch = ({ id, tone }: { id: string; tone: Tone }) => (
  <svg className={useChartStyles().swatch} viewBox="0 0 14 14" aria-hidden focusable="false">
    <rect width="14" height="14" rx="2" fill={paint(id, tone)} />
  </svg>
)
