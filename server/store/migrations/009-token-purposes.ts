import { auditByTime, noReplacedAudit, type DatabaseKind } from '../dialect.ts'

/**
 * Tokens get one purpose, an end and a maker; what was there before has no end and stays as it was. The index gives the
 * activities of a category without reading its records; a record of the audit log can no longer be replaced.
 */
export const tokenPurposes = {
  version: 9,
  statements: (kind: DatabaseKind) => [
    'alter table tokens add column name text',
    'alter table tokens add column expires_at text',
    'alter table tokens add column created_by_id text',
    'alter table tokens add column created_by_name text',
    'create index tokens_created on tokens (created_at desc, id desc)',
    'create index tokens_subject on tokens (subject_id)',
    'create index audit_activity on audit (category, activity_type, at desc, seq desc)',
    auditByTime[kind],
    ...noReplacedAudit[kind],
  ],
} as const
