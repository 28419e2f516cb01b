import { EditRegular } from '@fluentui/react-icons/svg/edit'

import { CommandButton } from '#src/ui/CommandButton.tsx'

type Props = { label: string; to: string; disabledReason: string | undefined }

/** Opens the form of one section. */
export const EditLink = ({ label, to, disabledReason }: Props) => (
  <CommandButton
    appearance="subtle"
    size="small"
    icon={<EditRegular />}
    label={label}
    disabledReason={disabledReason}
    to={to}
  >
    Edit
  </CommandButton>
)
