import { useState } from 'react'

import { CopyButton } from '#src/ui/CopyButton.tsx'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'

import { visibleJson } from './raw-json.ts'

const useStyles = makeStyles({
  json: {
    margin: 0,
    padding: '12px',
    maxHeight: '60vh',
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    unicodeBidi: 'isolate',
    direction: 'ltr',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  hint: { margin: 0, color: tokens.colorNeutralForeground3 },
})

/** The document as the service answers it, written out only once it is unfolded: 100 rules are long. */
export const RawPolicy = ({ value }: { value: unknown }) => {
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  return (
    <ExpandableSection
      title="Raw JSON"
      hint="The policy as Microsoft Graph writes it"
      open={open}
      onToggle={setOpen}
    >
      {open && <Json text={visibleJson(value)} styles={styles} />}
    </ExpandableSection>
  )
}

const Json = ({ text, styles }: { text: string; styles: ReturnType<typeof useStyles> }) => (
  <Stack>
    <Stack row>
      <p className={styles.hint}>Hidden characters are written as escapes.</p>
      <CopyButton text={text} what="JSON" />
    </Stack>
    <pre className={styles.json} tabIndex={0} role="region" aria-label="Raw JSON">
      {text}
    </pre>
  </Stack>
)
