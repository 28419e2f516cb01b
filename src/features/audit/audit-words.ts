import type { AuditEvent } from '#contract/audit.ts'

import { recordedActivity } from '#domain/audit/activity-words.ts'
import { reasonProperties } from '#domain/audit/reason-properties.ts'
import { resultWords, type Result } from '#domain/audit/result-words.ts'

/** Live records carry the text `<null>` where a name is missing (graph-contract 7.4). */
export const present = (text: string | null | undefined): string | null =>
  text === undefined || text === null || text === '' || text === '<null>' ? null : text

/** `DeviceConfiguration` → "Device configuration"; text that is no such name is left as it is. */
export const spaced = (name: string): string => {
  if (!/^[A-Za-z][a-z]+(?:[A-Z][a-z]+)+$/.test(name)) return name
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `Wipe ManagedDevice` → "Wipe managed device", for what has no words of its own. */
export const activityWords = (activity: string): string =>
  activity
    .split(' ')
    .map((word, index) => {
      const words = spaced(word)
      return index === 0 || words === word ? words : words.charAt(0).toLowerCase() + words.slice(1)
    })
    .join(' ')

export const activityOf = (event: AuditEvent): string => {
  const written =
    present(event.activity) ?? present(event.displayName) ?? present(event.activityType)
  if (written === null) return 'Unnamed activity'
  const properties = (event.resources ?? []).flatMap(
    ({ modifiedProperties }) => modifiedProperties ?? [],
  )
  const refused = resultOf(event).tone === 'danger'
  return recordedActivity({ activityType: written, refused, properties }) ?? activityWords(written)
}

export type Actor = {
  name: string
  /** "Admin", "System", "Device", "Application", or what the record says. */
  kind: string
  /** A person or a device wrote this name; otherwise it is ours or the product's. */
  foreign: boolean
}

const actorKinds: Record<string, string> = {
  ItPro: 'Admin',
  System: 'System',
  Device: 'Device',
  Application: 'Application',
  Partner: 'Partner',
}

export const actorOf = ({ actor }: AuditEvent): Actor => {
  const type = present(actor?.auditActorType) ?? present(actor?.type)
  const name =
    present(actor?.userPrincipalName) ??
    present(actor?.applicationDisplayName) ??
    present(actor?.userId)
  return {
    name: name ?? 'Not recorded',
    kind: type === null ? 'Not recorded' : (actorKinds[type] ?? spaced(type)),
    foreign: name !== null,
  }
}

export type Target = {
  name: string
  /** In words, and as recorded. */
  type: string | null
  recordedType: string | null
  id: string | null
}

export const targetsOf = (event: AuditEvent): Target[] =>
  (event.resources ?? []).map((resource) => {
    const id = present(resource.resourceId)
    const type = present(resource.auditResourceType) ?? present(resource.type)
    return {
      name: present(resource.displayName) ?? id ?? 'Unnamed',
      type: type === null ? null : spaced(type),
      recordedType: type,
      id,
    }
  })

export const reasonOf = (event: AuditEvent): string | null => {
  for (const resource of event.resources ?? [])
    for (const property of resource.modifiedProperties ?? [])
      if (reasonProperties.includes(property.displayName ?? '')) {
        const reason = present(property.newValue)
        if (reason !== null) return reason
      }
  return null
}

/** A decision that was made is looked up for its reason: that it has none has to be said. */
export const lacksReason = (event: AuditEvent): boolean =>
  /^(?:Approve|Deny|Revoke)(?: ElevationRequest|-ElevatedAccess\w+)$/.test(
    event.activityType ?? '',
  ) &&
  // What a policy approved by itself has nobody's reason.
  event.actor?.type !== 'System' &&
  resultOf(event).tone === 'success' &&
  reasonOf(event) === null

export type Change = {
  /** Unique within the event. */
  key: string
  target: string
  property: string
  before: string | null
  after: string | null
}

/** Every recorded property, in order; null says that there was no value. */
export const changesOf = (event: AuditEvent): Change[] => {
  const targets = targetsOf(event)
  return (event.resources ?? []).flatMap((resource, at) =>
    (resource.modifiedProperties ?? []).map((property, index) => ({
      key: `${at}.${index}`,
      target: targets[at]?.name ?? 'Unnamed',
      property: spaced(present(property.displayName) ?? 'Unnamed property'),
      before: readable(property.oldValue),
      after: readable(property.newValue),
    })),
  )
}

/** A value that `readable` laid out. */
export const isLaidOut = (text: string): boolean => /^[{[]\n/.test(text)

/** JSON of an object or a list is laid out over lines; other values stay as they are. */
const readable = (value: string | null | undefined): string | null => {
  const text = present(value)
  if (text === null || !/^\s*[{[]/.test(text)) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

export const resultOf = ({ activityResult }: AuditEvent): Result =>
  resultWords(present(activityResult))
