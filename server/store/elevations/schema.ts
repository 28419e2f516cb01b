/**
 * Elevations are stored as numbers that point into dictionaries: a fleet runs a few thousand files by a few thousand people
 * again and again. Enums are their places in the contract's lists. Missing text is empty. A dictionary's `key` is what makes
 * an entry one: the text itself, or its SHA-256 when it is too long for an index of PostgreSQL.
 */
export type ElevationTables = {
  elevations: {
    /** In the order of arrival. */
    seq: number
    id: string
    /** Milliseconds since 1970. */
    event_ms: number
    /** The UTC day of it, in days since 1970. */
    day: number
    elevation_type: number
    result: number
    system_initiated: number
    process_type: number
    user_type: number
    /** The scope tags of the device when it reported. */
    scope_set_id: number
    file_id: number
    folder_id: number
    user_id: number
    device_id: number
    rule_id: number
    /** The parent process. */
    process_id: number
    justification: string | null
    /** JSON of what the columns cannot give back exactly, such as a date with an offset; null mostly. */
    rest: string | null
  }
  elevation_publishers: { id: number; key: string; name: string; folded: string }
  elevation_files: {
    id: number
    key: string
    hash: string
    name: string
    name_folded: string
    version: string
    publisher_id: number
    product_name: string
    internal_name: string
    description: string
    certificate: string
    /** Name, publisher and hash in lower case, a line each: what `$search` looks in. */
    search_text: string
  }
  /** Up to and with the last separator; the rest of a path is the file's name. */
  elevation_folders: { id: number; key: string; folder: string; folded: string }
  elevation_users: { id: number; key: string; upn: string; folded: string }
  elevation_devices: {
    id: number
    key: string
    device_id: string
    device_name: string
    folded: string
  }
  elevation_rules: {
    id: number
    key: string
    rule_id: string
    policy_id: string
    policy_name: string
  }
  elevation_processes: { id: number; key: string; name: string }
  /** A file as the report by applications counts it. */
  elevation_apps: {
    id: number
    key: string
    file_id: number
    elevation_type: number
    background: number
  }
  /** Every combination of scope tags that a device had. */
  scope_sets: { id: number; key: string }
  scope_set_tags: { scope_set_id: number; scope_tag_id: string }
  /** Sums of a UTC day (days since 1970). `scope_set_id` 0 sums over all sets. They outlive the events. */
  elevation_days: {
    scope_set_id: number
    day: number
    rule_id: number
    elevation_type: number
    result: number
    system_initiated: number
    process_type: number
    user_type: number
    events: number
  }
  elevation_app_days: { scope_set_id: number; day: number; app_id: number; events: number }
  elevation_publisher_days: {
    scope_set_id: number
    day: number
    publisher_id: number
    elevation_type: number
    events: number
  }
  elevation_user_days: {
    scope_set_id: number
    day: number
    user_id: number
    events: number
    managed: number
    unmanaged: number
  }
}

/** `scope_set_id` of the sums over all sets. */
export const everyScopeSet = 0
export const dayMs = 86_400_000
