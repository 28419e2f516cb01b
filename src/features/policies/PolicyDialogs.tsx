import { lazy, Suspense } from 'react'
import { useSearchParams } from 'react-router-dom'

import { withListParam } from '#src/ui/table/list-params.ts'

const DeletePolicyDialog = lazy(async () => ({
  default: (await import('./edit/DeletePolicyDialog.tsx')).DeletePolicyDialog,
}))
const DuplicatePolicyDialog = lazy(async () => ({
  default: (await import('./edit/DuplicatePolicyDialog.tsx')).DuplicatePolicyDialog,
}))
const ExportDialog = lazy(async () => ({
  default: (await import('./interchange/ExportDialog.tsx')).ExportDialog,
}))

/** The dialogs that a list or page of policies opens through its address. */
export const PolicyDialogs = ({ onDeleted }: { onDeleted?: () => void }) => {
  const [address, setAddress] = useSearchParams()
  const close = (name: string) => () =>
    setAddress((now) => withListParam(now, name, undefined), { replace: true })
  const duplicate = address.get('duplicate')
  const remove = address.get('delete')
  const exported = address.get('export')
  return (
    <Suspense>
      {exported !== null && (
        <ExportDialog
          key={exported}
          first={exported === 'choose' ? [] : [exported]}
          onClose={close('export')}
        />
      )}
      {duplicate !== null && (
        <DuplicatePolicyDialog key={duplicate} id={duplicate} onClose={close('duplicate')} />
      )}
      {remove !== null && (
        <DeletePolicyDialog
          key={remove}
          id={remove}
          onClose={close('delete')}
          onDeleted={onDeleted ?? close('delete')}
        />
      )}
    </Suspense>
  )
}
