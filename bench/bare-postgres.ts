import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { sql } from 'kysely'

import { writerLock } from '#server/store/dialect.ts'

import type { TestPostgres } from '../scripts/postgres.mjs'
import type { SharedData } from './postgres-data.ts'

/** What one decision asks of the database, statement by statement, without anything around it. The next request is one more. */
const script = `
select id from bench_ids where n = (select nextval('bench_next')) \\gset
select * from tokens where token_hash = 'none';
select id, enabled, resource from users order by id limit 1;
select group_id from group_members where member_id = 'none' and member_type = 'user';
select members_json, role_assignments.scope_tags_json, actions_json from role_assignments
  join role_definitions on role_definitions.id = role_assignments.role_definition_id;
select id from elevation_requests where status = 'pending' and expires_at <= '2000' limit 1;
begin;
${writerLock};
select status, modified_at, version, resource from elevation_requests where id = :id;
update elevation_requests set status = 'approved', modified_at = '2030', reviewed_at = '2030', reviewed_by_id = 'bench',
  version = version + 1, resource = resource || ' ' where id = :id and status = 'pending' and version = 1 and expires_at > '2000';
select scope_tag_id from device_scope_tags where device_id = 'none';
select seq, hash from audit order by seq desc limit 1 \\gset
insert into audit select :seq + 1, gen_random_uuid()::text, at, actor_id, actor_name, category, activity_type, operation_type, result,
  resource_type, resource_id, resource_name, request_id, scope_tags_json, resource, :hash,
  encode(sha256(convert_to(:hash || resource, 'UTF8')), 'hex') from audit where seq = :seq;
commit;
`

/** Decisions a second of `pgbench` on the same data, over the same protocol. */
export const bareDecisions = async (
  server: TestPostgres & { programs: string },
  data: SharedData,
  load: { clients: number; decisions: number; ids: readonly string[] },
): Promise<number> => {
  await data.read(async (db) => {
    await sql`create table bench_ids (n bigint primary key, id text not null)`.execute(db)
    await sql`create sequence bench_next`.execute(db)
    await sql`insert into bench_ids select row_number() over (), id from unnest(${[...load.ids]}::text[]) as id`.execute(
      db,
    )
    await sql`analyze`.execute(db)
  })
  const file = join(server.folder, '..', `epm-bench-${process.pid}.sql`)
  writeFileSync(file, script)
  const each = Math.floor(load.decisions / load.clients)
  const { port } = new URL(data.url)
  const run = spawnSync(
    join(server.programs, 'pgbench'),
    [
      `-nM extended -c ${load.clients} -j 2 -t ${each} -h 127.0.0.1 -p ${port} -U epm -f`.split(
        ' ',
      ),
      file,
      new URL(data.url).pathname.slice(1),
    ].flat(),
    { encoding: 'utf8' },
  )
  const perSecond = /tps = ([\d.]+) \(without/.exec(run.stdout)?.[1]
  if (perSecond === undefined) throw new Error(`pgbench failed:\n${run.stdout}${run.stderr}`)
  return Number(perSecond)
}
