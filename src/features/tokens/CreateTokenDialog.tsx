import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm, useWatch, type Control } from 'react-hook-form'

import { ApiError } from '#src/api/errors.ts'
import { q, useApiMutation } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { now } from '#src/lib/clock.ts'
import { exactLocal } from '#src/lib/dates.ts'
import { CopyButton } from '#src/ui/CopyButton.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { RadioField, SelectField, TextField } from '#src/ui/form/fields.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { TokenForm } from './token-form.ts'
import { endAfter, lifetimes, purposeHint, purposeLabel, usualLifetime } from './token-words.ts'

const useStyles = makeStyles({
  text: { margin: 0 },
  token: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '8px 12px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  value: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', flexGrow: 1 },
})

const decides = 'Microsoft.Intune_EpmPolicy_ModifyElevationRequests'
const managesAll = 'Microsoft.Intune_Roles_Update'
const seesDevices = 'Microsoft.Intune_ManagedDevices_Read'

/** What may be chosen, and in one line why the rest may not. */
const usePurposes = () => {
  const { can } = useRights()
  const lacking = (action: Parameters<typeof can>[0]) => `You lack ${rightText(action).right}.`
  const device = can(managesAll) && can(seesDevices)
  return {
    device,
    options: [
      { value: 'read', label: purposeLabel('read'), hint: purposeHint('read') },
      ...(can(decides)
        ? [{ value: 'decide', label: purposeLabel('decide'), hint: purposeHint('decide') }]
        : []),
      { value: 'use', label: purposeLabel('use'), hint: purposeHint('use') },
      ...(device
        ? [{ value: 'device', label: purposeLabel('device'), hint: purposeHint('device') }]
        : []),
    ],
    missing: [
      ...(can(decides) ? [] : [`${purposeLabel('decide')}: ${lacking(decides)}`]),
      ...(device
        ? []
        : [`${purposeLabel('device')}: ${lacking(can(managesAll) ? seesDevices : managesAll)}`]),
    ],
  }
}

/** Makes a token and shows it once: nothing keeps its text, here or there. */
export const CreateTokenDialog = ({ onClose }: { onClose: () => void }) => {
  const styles = useStyles()
  const purposes = usePurposes()
  const form = useForm<TokenForm>({
    resolver: zodResolver(TokenForm),
    defaultValues: {
      displayName: '',
      purpose: 'read',
      deviceId: '',
      days: String(usualLifetime),
    },
  })
  const [made, setMade] = useState<string | null>(null)
  const mutation = useApiMutation('tokenCreate', { invalidates: ['tokenList'] })
  const create = form.handleSubmit(async ({ displayName, purpose, deviceId, days }) => {
    try {
      const { token } = await mutation.sendAsync({
        body: {
          displayName,
          purpose,
          ...(purpose === 'device' ? { deviceId } : {}),
          expirationDateTime: endAfter(Number(days), now()),
        },
      })
      // The mutation would keep its answer for as long as the page is open.
      mutation.reset()
      setMade(token)
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
    }
  })
  if (made !== null)
    return (
      <FormDialog
        title="Copy the token now"
        submitLabel="Done"
        cancelLabel="Done"
        readOnly
        pending={false}
        error={null}
        onSubmit={onClose}
        onClose={onClose}
        disabledReason={undefined}
      >
        <MessageBar intent="warning">
          It is shown this once and stored nowhere. Whoever has it can use it until it ends or is
          revoked.
        </MessageBar>
        <div className={styles.token}>
          <code className={styles.value} aria-label="Token">
            {made}
          </code>
          <CopyButton text={made} what="token" />
        </div>
        <p className={styles.text}>
          Send it as a header: <code>Authorization: Bearer …</code>
        </p>
      </FormDialog>
    )
  return (
    <FormDialog
      title="Create token"
      submitLabel="Create"
      pending={mutation.pending}
      error={mutation.error}
      onSubmit={create}
      onClose={onClose}
      dirty={form.formState.isDirty}
      disabledReason={undefined}
    >
      <TextField
        control={form.control}
        name="displayName"
        label="Name"
        required
        hint="What uses it, so that it can be told apart later."
      />
      <RadioField
        control={form.control}
        name="purpose"
        label="Purpose"
        required
        options={purposes.options}
        {...(purposes.missing.length > 0 ? { hint: purposes.missing.join(' ') } : {})}
      />
      {purposes.device && <DeviceField control={form.control} />}
      <Lifetime control={form.control} />
    </FormDialog>
  )
}

const Lifetime = ({ control }: { control: Control<TokenForm> }) => {
  const days = useWatch({ control, name: 'days' })
  return (
    <SelectField
      control={control}
      name="days"
      label="Ends after"
      required
      hint={`On ${exactLocal(endAfter(Number(days), now()))}. A token lasts a year at most.`}
      options={lifetimes.map((count) => ({ value: String(count), label: `${count} days` }))}
    />
  )
}

/** Only for a device’s token. */
const DeviceField = ({ control }: { control: Control<TokenForm> }) => {
  const purpose = useWatch({ control, name: 'purpose' })
  const asked = purpose === 'device'
  const { data, error } = useQuery({
    ...q('deviceList', { query: { $orderby: 'deviceName', $top: 200 } }),
    enabled: asked,
  })
  if (!asked) return null
  return (
    <SelectField
      control={control}
      name="deviceId"
      label="Device"
      required
      placeholder={data === undefined ? 'Devices are being read' : 'Choose a device'}
      hint={
        error !== null
          ? 'Devices could not be read. Close this and try again.'
          : data?.['@odata.nextLink'] === undefined
            ? ''
            : 'The first 200 devices by name. For others use npm run epm -- token create --device NAME.'
      }
      options={(data?.value ?? []).map((device) => ({
        value: device.id,
        label: visibleText(device.deviceName ?? device.id),
      }))}
    />
  )
}
