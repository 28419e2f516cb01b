import type { ReactNode } from 'react'
import { Link } from 'react-router-dom'

import { makeStyles, tokens } from './styles.ts'

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    // Inside a sentence colour alone would not tell it from the text.
    textDecorationLine: 'underline',
    textUnderlineOffset: '2px',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationThickness: '2px' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})

/** A link inside the console; `to` comes from `src/lib/paths.ts`. */
export const TextLink = ({ to, children }: { to: string; children: ReactNode }) => (
  <Link to={to} className={useStyles().link}>
    {children}
  </Link>
)
