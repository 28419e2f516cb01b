import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import type { ApiError } from '#src/api/errors.ts'
import type { Report } from '#src/api/reports.ts'
import type { Series } from '#src/ui/charts/chart-data.ts'
import { ShareBars } from '#src/ui/charts/ShareBars.tsx'
import { mergeClasses } from '#src/ui/styles.ts'
import { SkeletonBar } from '#src/ui/states/Skeleton.tsx'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { FileName } from '#src/ui/text/FileName.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { linkName, mostFrequent, type FrequentFile, type FrequentRow } from './frequent.ts'
import { useOverviewStyles } from './overview-styles.ts'
import { Tile } from './Tile.tsx'

type Props = {
  title: string
  line: string
  query: UseQueryResult<Report<FrequentRow>, ApiError>
  series: readonly Series[]
  keep?: (row: FrequentRow) => boolean
  /** The list behind a file's count. */
  fileLink: (file: FrequentFile) => string | undefined
  /** What the linked list holds: "denied" elevations of the file. */
  kind: string
  empty: ReactNode
  all: { to: string; label: string }
}

const window = 'Files of the last 48 hours, with their elevations of the last 30 days.'

/** The five files with the most elevations of a kind. */
export const FrequentTile = (props: Props) => {
  const { title, line, query, series, keep, fileLink, kind, empty, all } = props
  const styles = useOverviewStyles()
  return (
    <Tile
      title={title}
      line={
        <>
          {line} {window}
        </>
      }
      query={query}
      isEmpty={({ rows }) => mostFrequent(rows, keep).files.length === 0}
      empty={empty}
      skeleton={
        <div role="status" aria-label={`Loading: ${title}`} className={styles.loading}>
          <div className={mergeClasses(styles.rows, styles.skeletonRows)}>
            {['70%', '55%', '80%', '45%', '62%'].map((width) => (
              <SkeletonBar key={width} width={width} />
            ))}
          </div>
          <SkeletonBar width="40%" />
        </div>
      }
    >
      {({ rows }) => {
        const { files, more } = mostFrequent(rows, keep)
        return (
          <>
            <div className={styles.rows}>
              <ShareBars
                label={title}
                nameHeader="File"
                countHeader="Elevations"
                series={series}
                rows={files.map((file) => {
                  const to = fileLink(file)
                  return {
                    id: file.id,
                    name: <FileCell file={file} />,
                    counts: [file.count],
                    ...(to === undefined ? {} : { to, linkName: linkName(kind, file.count) }),
                  }
                })}
              />
            </div>
            <p className={styles.foot}>
              <TextLink to={all.to}>
                {more > 0 ? `${all.label}, ${more.toLocaleString('en')} more` : all.label}
              </TextLink>
            </p>
          </>
        )
      }}
    </Tile>
  )
}

const FileCell = ({ file }: { file: FrequentFile }) => (
  <TwoLines
    first={<FileName value={file.fileName} />}
    second={
      <DeviceText value={file.publisher} kind="name" oneLine missing="Publisher not reported" />
    }
  />
)
