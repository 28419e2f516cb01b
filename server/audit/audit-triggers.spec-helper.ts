import { sql } from 'kysely'

import { databaseKind } from '../store/dialect.ts'
import type { Db } from '../store/schema.ts'

/** For specs that tamper with the log: what keeps it from being changed is taken away. */
export const allowAuditChanges = async (db: Db): Promise<void> => {
  const of = databaseKind(db) === 'postgres' ? sql` on audit` : sql``
  for (const verb of ['update', 'delete'])
    await sql`drop trigger ${sql.id(`audit_no_${verb}`)}${of}`.execute(db)
}

/** From now on the database takes no audit record, as when its disk is full. */
export const refuseAuditRecords = async (db: Db, why: string): Promise<void> => {
  const statements =
    databaseKind(db) === 'postgres'
      ? [
          `create function no_audit() returns trigger language plpgsql as $$ begin raise exception '${why}'; end $$`,
          'create trigger no_audit before insert on audit for each row execute function no_audit()',
        ]
      : [`create trigger no_audit before insert on audit begin select raise(abort, '${why}'); end`]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
