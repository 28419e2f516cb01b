import { lazy, Suspense } from 'react'
import { useSearchParams } from 'react-router-dom'

import { withListParam } from '#src/ui/table/list-params.ts'

const DeleteRoleDialog = lazy(async () => ({
  default: (await import('./DeleteRoleDialog.tsx')).DeleteRoleDialog,
}))

/** The dialog that a list or page of roles opens through its address. */
export const RoleDialogs = ({ onDeleted }: { onDeleted?: () => void }) => {
  const [address, setAddress] = useSearchParams()
  const remove = address.get('delete')
  const close = () =>
    setAddress((now) => withListParam(now, 'delete', undefined), { replace: true })
  if (remove === null) return null
  return (
    <Suspense>
      <DeleteRoleDialog key={remove} id={remove} onClose={close} onDeleted={onDeleted ?? close} />
    </Suspense>
  )
}
