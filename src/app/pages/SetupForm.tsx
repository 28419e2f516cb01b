import { useForm } from 'react-hook-form'

import { useApiMutation } from '#src/api/queries.ts'
import { Button } from '#src/ui/basics.ts'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { TextField } from '#src/ui/form/fields.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { makeStyles } from '#src/ui/styles.ts'

const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    maxWidth: '480px',
    alignItems: 'start',
  },
  field: { width: '100%' },
})

/** Nobody is an administrator yet: whoever reads the service's console can become the first one. */
export const SetupForm = () => {
  const styles = useStyles()
  const form = useForm({ defaultValues: { code: '' } })
  const setup = useApiMutation('setupAdministrator', {
    invalidates: [],
    // Rights, navigation and pages of the administrator.
    onSuccess: () => globalThis.location.replace('/'),
  })
  return (
    <Page>
      <PageHeader
        title="First administrator"
        line="You are signed in, and nobody may administer this console yet. The service printed a code on its own console when it started; whoever enters it becomes Intune Administrator here."
      />
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) =>
          void form.handleSubmit(({ code }) => {
            if (code.trim() === '')
              return form.setError('code', { message: 'Enter the code.' }, { shouldFocus: true })
            if (!setup.pending) setup.send({ body: { code: code.trim() } })
          })(event)
        }
      >
        <div className={styles.field}>
          <TextField
            control={form.control}
            name="code"
            label="Setup code"
            required
            maxLength={64}
            hint="Good for 15 minutes and once. A restart of the service prints a new one."
          />
        </div>
        {setup.error !== null && <FailureBar error={setup.error} />}
        <Button type="submit" appearance="primary">
          {setup.pending ? 'Checking…' : 'Become administrator'}
        </Button>
      </form>
    </Page>
  )
}
