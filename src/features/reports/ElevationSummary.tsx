import type { Elevation } from '#contract/elevations.ts'
import { resultText } from '#domain/elevations/elevation-words.ts'
import { outcomeOf } from '#domain/elevations/result-code.ts'
import { splitPath } from '#domain/file-name/shorten.ts'
import { elevationTypeName } from '#src/shared/elevation-types.ts'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'

import { OutcomeSign } from './OutcomeSign.tsx'

/** How it came to be elevated, as the second half of a sentence. */
const how: Readonly<Record<string, string>> = {
  unmanagedElevation: 'without any rule: with Run as administrator, or by an administrator',
  zeroTouchElevation: 'by an automatic rule, without being asked',
  userConfirmedElevation: 'after the user confirmed it',
  supportApprovedElevation: 'after support had approved it',
}

const howOf = (type: string) => (Object.hasOwn(how, type) ? how[type] : undefined)

/** Who ran what where, how it was allowed and how it ended; then the user's reason. */
export const ElevationSummary = ({ elevation }: { elevation: Elevation }) => {
  const styles = useDrawerStyles()
  const { upn, deviceName, filePath, justification, elevationType } = elevation
  const denied = outcomeOf(elevation) === 'denied'
  const way = howOf(elevationType)
  return (
    <>
      <p className={styles.text}>
        <DeviceText value={upn} kind="name" missing="A user who is not named" />{' '}
        {denied ? 'was not allowed to run' : 'ran'}{' '}
        <DeviceText
          value={splitPath(filePath ?? '').name}
          kind="fileName"
          shorten={48}
          missing="a file without a name"
        />{' '}
        as administrator on{' '}
        <DeviceText value={deviceName} kind="name" missing="a device without a name" />
        {!denied && way !== undefined && `, ${way}`}.{' '}
        {!denied && way === undefined && (
          <>
            Elevation type: <DeviceText value={elevationTypeName(elevationType)} kind="name" />
            .{' '}
          </>
        )}
        <When at={elevation.eventDateTime} withExact />
      </p>
      {elevation.systemInitiatedElevation === true && (
        <p className={styles.text}>The system started it by itself, without a person.</p>
      )}
      <p className={styles.text}>
        <OutcomeSign elevation={elevation} /> {resultText(elevation)}
      </p>
      {justification ? (
        <blockquote className={styles.reason} aria-label="The user’s reason">
          <DeviceText value={justification} kind="text" />
        </blockquote>
      ) : (
        <p className={styles.quiet}>No reason is recorded.</p>
      )}
    </>
  )
}
