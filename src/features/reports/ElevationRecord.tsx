import type { Elevation } from '#contract/elevations.ts'
import { processTypeWord, resultText, userTypeWord } from '#domain/elevations/elevation-words.ts'
import { elevationTypeName } from '#src/shared/elevation-types.ts'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { DeviceTextFull } from '#src/ui/text/DeviceTextFull.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'
import { When } from '#src/ui/text/When.tsx'

/** Every field of the record as the device sent it (graph-contract 2.1), folded. */
export const ElevationRecord = ({ elevation }: { elevation: Elevation }) => {
  const styles = useDrawerStyles()
  const told = (value: string | null | undefined) => <DeviceText value={value} kind="name" flag />
  return (
    <div>
      <ExpandableSection title="File information">
        <KeyValueList
          items={[
            {
              label: 'File path',
              value: <DeviceTextFull value={elevation.filePath} kind="filePath" what="file path" />,
            },
            { label: 'File description', value: told(elevation.fileDescription) },
            { label: 'Product name', value: told(elevation.productName) },
            { label: 'Internal name', value: told(elevation.internalName) },
            { label: 'File version', value: told(elevation.fileVersion) },
            { label: 'Publisher', value: told(elevation.companyName) },
            {
              label: 'Certificate payload',
              value: (
                <Stack gap="small">
                  <Hash value={elevation.certificatePayload} what="certificate payload" />
                  {elevation.certificatePayload && (
                    <span className={styles.quiet}>
                      Intune’s name for a fingerprint of the signature. No certificate can be made
                      from it.
                    </span>
                  )}
                </Stack>
              ),
            },
          ]}
        />
      </ExpandableSection>
      <ExpandableSection title="Elevation information">
        <KeyValueList
          items={[
            {
              label: 'Date and time',
              value: <When at={elevation.eventDateTime} withExact />,
            },
            {
              label: 'Elevation type',
              value: told(elevationTypeName(elevation.elevationType)),
            },
            { label: 'Result', value: resultText(elevation) },
            { label: 'User', value: told(elevation.upn) },
            { label: 'User type', value: told(userTypeWord(elevation)) },
            { label: 'Justification', value: told(elevation.justification) },
            { label: 'Process type', value: told(processTypeWord(elevation)) },
            { label: 'Parent process', value: told(elevation.parentProcessName) },
            {
              label: 'System initiated',
              value:
                elevation.systemInitiatedElevation === true
                  ? 'Yes'
                  : elevation.systemInitiatedElevation === false
                    ? 'No'
                    : 'Not told',
            },
            { label: 'Device', value: told(elevation.deviceName) },
            { label: 'Device id', value: <Hash value={elevation.deviceId} what="device id" /> },
            { label: 'Policy', value: told(elevation.policyName) },
            { label: 'Policy id', value: <Hash value={elevation.policyId} what="policy id" /> },
            { label: 'Rule id', value: <Hash value={elevation.ruleId} what="rule id" /> },
            { label: 'Elevation id', value: <Hash value={elevation.id} what="elevation id" /> },
          ]}
        />
      </ExpandableSection>
    </div>
  )
}
