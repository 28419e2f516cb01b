import { ShieldAddRegular } from '@fluentui/react-icons/svg/shield-add'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { Outlet, useLocation } from 'react-router-dom'

import type { Elevation } from '#contract/elevations.ts'
import { splitPath } from '#domain/file-name/shorten.ts'
import { detailsOfElevation } from '#domain/rules/file-details.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { keepingSearch, paths, type ElevationReport } from '#src/lib/paths.ts'
import { DeviceSection } from '#src/shared/DeviceSection.tsx'
import { RuleOutcomeSection } from '#src/shared/RuleOutcomeSection.tsx'
import { reasonOf, ruleFlags } from '#src/shared/rule-rights.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { DetailDrawer } from '#src/ui/drawer/DetailDrawer.tsx'
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { AppliedRule } from './AppliedRule.tsx'
import { ElevationFile } from './ElevationFile.tsx'
import { ElevationRecord } from './ElevationRecord.tsx'
import { ElevationSummary } from './ElevationSummary.tsx'
import { elevationById } from './elevation-queries.ts'
import { OtherElevations } from './OtherElevations.tsx'

type Props = {
  report: ElevationReport
  id: string
  neighbours: { previousId: string | undefined; nextId: string | undefined }
}

/** One reported elevation over its list: what ran, for whom, how it ended and by which rule. */
export const ElevationDrawer = ({ report, id, neighbours }: Props) => {
  const { search } = useLocation()
  const { data: elevation, error, refetch } = useQuery(elevationById(id))
  const [shown, setShown] = useState(false)
  useTabTitle(elevation)
  const to = (other: string | undefined) =>
    other === undefined ? undefined : keepingSearch(paths.elevation(report, other), search)
  const closeTo = keepingSearch(paths.report(report), search)
  const status = error?.status
  const unread = elevation === undefined
  return (
    <DetailDrawer
      title={
        unread ? (
          status === 404 ? (
            'Elevation not found'
          ) : (
            'Elevation detail'
          )
        ) : (
          <DeviceText
            value={splitPath(elevation.filePath ?? '').name}
            kind="fileName"
            shorten={64}
            flag
            missing="File without a name"
          />
        )
      }
      line="Elevation detail"
      itemKey={id}
      itemName="elevation"
      closeTo={closeTo}
      previousTo={to(neighbours.previousId)}
      nextTo={to(neighbours.nextId)}
      {...(unread
        ? {}
        : {
            commands: <RuleCommand to={keepingSearch(paths.elevationRule(report, id), search)} />,
          })}
    >
      {!unread && <Content elevation={elevation} />}
      {unread && error === null && <SkeletonLines lines={12} label="Reading the elevation" />}
      {unread && status === 404 && (
        <NotFound what="elevation" backTo={{ to: closeTo, label: 'Back to the report' }} />
      )}
      {unread && status === 403 && (
        <Forbidden what="elevations" {...rightText('Microsoft.Intune_EpmPolicy_ViewReports')} />
      )}
      {unread && error !== null && status !== 404 && status !== 403 && (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
      <Shown onShown={() => setShown(true)} />
      {/* Inside the drawer, so that the two dialogs know of each other: the inner one has the keyboard and Esc. */}
      {shown && !unread && <Outlet />}
    </DetailDrawer>
  )
}

/** The drawer takes the focus when it appears; the dialog over it may only come after that, or it would lose it. */
const Shown = ({ onShown }: { onShown: () => void }) => {
  useEffect(onShown, [onShown])
  return null
}

/** The browser's tab names the open elevation, as it does every page. */
const useTabTitle = (elevation: Elevation | undefined) => {
  const name =
    elevation === undefined ? null : visibleText(splitPath(elevation.filePath ?? '').name)
  useEffect(() => {
    if (name === null) return
    const before = document.title
    document.title = `${name} · ${before}`
    return () => {
      document.title = before
    }
  }, [name])
}

const RuleCommand = ({ to }: { to: string }) => {
  const flags = ruleFlags(useRights(), null)
  return (
    <CommandButton icon={<ShieldAddRegular />} to={to} disabledReason={reasonOf(flags.createRule)}>
      Create a rule with these file details
    </CommandButton>
  )
}

const Content = ({ elevation }: { elevation: Elevation }) => {
  const details = useMemo(() => detailsOfElevation(elevation), [elevation])
  return (
    <>
      <ElevationSummary elevation={elevation} />
      <PanelBoundary what="Signer, hash and path">
        <ElevationFile elevation={elevation} />
      </PanelBoundary>
      <PanelBoundary what="The rule that applied">
        <AppliedRule elevation={elevation} />
      </PanelBoundary>
      <PanelBoundary what="The rule that applies now">
        <RuleOutcomeSection details={details} />
      </PanelBoundary>
      <PanelBoundary what="Other elevations">
        <OtherElevations elevation={elevation} />
      </PanelBoundary>
      <PanelBoundary what="The device">
        <DeviceSection id={elevation.deviceId} name={elevation.deviceName} recordName="elevation" />
      </PanelBoundary>
      <PanelBoundary what="The details">
        <ElevationRecord elevation={elevation} />
      </PanelBoundary>
    </>
  )
}
