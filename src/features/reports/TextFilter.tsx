import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'

import { Button } from '#src/ui/basics.ts'
import { SearchBox } from '#src/ui/table/FilterBar.tsx'

type Props = {
  label: string
  value: string
  onChange: (value: string | undefined) => void
  placeholder?: string
}

/** A text filter of a report. What devices did not report is no text to type: it stands in words and can be taken away. */
export const TextFilter = ({ label, value, onChange, placeholder }: Props) =>
  value === '""' ? (
    <Button
      icon={<DismissRegular />}
      iconPosition="after"
      aria-label={`${label}: not reported. Take this filter away`}
      onClick={() => onChange(undefined)}
    >
      {label}: not reported
    </Button>
  ) : (
    <SearchBox
      label={label}
      narrow
      {...(placeholder === undefined ? {} : { placeholder })}
      value={value}
      onChange={onChange}
    />
  )
