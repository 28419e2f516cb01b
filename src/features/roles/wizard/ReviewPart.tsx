import { EditRegular } from '@fluentui/react-icons/svg/edit'
import type { ReactNode } from 'react'

import { Button } from '#src/ui/basics.ts'
import type { Basics } from '#src/ui/form/basics.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

const useStyles = makeStyles({
  part: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: '8px',
    alignItems: 'start',
    paddingBottom: '16px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
})

type Props = { title: string; onEdit: () => void; children: ReactNode }

/** One step in the review, with the way back to it. */
export const ReviewPart = ({ title, onEdit, children }: Props) => {
  const styles = useStyles()
  return (
    <div className={styles.part}>
      <Section title={title}>{children}</Section>
      <Button
        size="small"
        appearance="subtle"
        icon={<EditRegular />}
        aria-label={`Edit ${title}`}
        onClick={onEdit}
      >
        Edit
      </Button>
    </div>
  )
}

export const ReviewBasics = ({ value }: { value: Basics }) => (
  <KeyValueList
    items={[
      {
        label: 'Name',
        value: <DeviceText value={value.name} kind="name" flag missing="No name" />,
      },
      {
        label: 'Description',
        value: <DeviceText value={value.description} kind="text" missing="None" />,
      },
    ]}
  />
)
