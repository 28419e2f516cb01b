import { SkeletonBar } from '../states/Skeleton.tsx'
import { mergeClasses } from '../styles.ts'
import type { Column } from './column.ts'
import { useTableStyles } from './table-styles.ts'

type Props<R> = { columns: readonly Column<R>[]; tracks: string; rowHeight: number; rows: number }

const widths = ['70%', '52%', '81%', '60%']

/** Rows of the shape that comes, so that nothing jumps when it arrives. */
export const SkeletonRows = <R,>({ columns, tracks, rowHeight, rows }: Props<R>) => {
  const styles = useTableStyles()
  return (
    <div aria-hidden className={styles.body} style={{ height: rows * rowHeight }}>
      {Array.from({ length: rows }, (_, row) => (
        <div
          key={row}
          className={styles.row}
          style={{
            gridTemplateColumns: tracks,
            height: rowHeight,
            transform: `translateY(${row * rowHeight}px)`,
          }}
        >
          {columns.map((column, index) => (
            <div key={column.id} className={mergeClasses(styles.cell, styles.skeleton)}>
              <SkeletonBar width={widths[(row + index) % widths.length] ?? '60%'} />
              {index === 0 && rowHeight >= 56 && <SkeletonBar width="40%" />}
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
