import { useId, type ReactNode } from 'react'

import { makeStyles, tokens } from '../styles.ts'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: '12px', minWidth: 0 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 12px' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
})

type Props = {
  title: string
  /** 2 directly under a page's title, 3 in a drawer or below another section. */
  level?: 2 | 3
  /** Beside the title, e.g. Edit. */
  commands?: ReactNode
  children: ReactNode
}

/** A titled part of a page or drawer. */
export const Section = ({ title, level = 3, commands, children }: Props) => {
  const styles = useStyles()
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section aria-labelledby={id} className={styles.section}>
      <div className={styles.head}>
        <Heading id={id} className={styles.title}>
          {title}
        </Heading>
        {commands}
      </div>
      {children}
    </section>
  )
}
