import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { isPattern, type RuleSource } from './rule-source.ts'

/** What the rule is made from, and by what it will know its file again. */
export const Subject = ({ source }: { source: RuleSource }) => {
  const { basis, count, cautions } = source
  const styles = useDrawerStyles()
  const { fileName } = basis.details
  return (
    <>
      <p className={styles.text}>
        For{' '}
        {fileName === '' ? (
          'a file without a name'
        ) : (
          <DeviceText value={fileName} kind="fileName" shorten={64} flag={!isPattern(source)} />
        )}
        {count > 1 && `, which covers all ${count} chosen elevations`}.{' '}
        {basis.kind === 'file'
          ? 'The rule matches this very file by its hash; a new version of it needs a new rule.'
          : 'The files differ, so the rule knows them by their publisher’s certificate and by all that they have in common. It is the narrowest one that covers them.'}
      </p>
      {cautions.map((caution) => (
        <MessageBar key={caution} intent="warning">
          {caution}
        </MessageBar>
      ))}
    </>
  )
}
