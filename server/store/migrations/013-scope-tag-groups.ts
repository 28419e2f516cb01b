/** Groups whose devices get a scope tag by themselves, and which tags of a device come from there. */
export const scopeTagGroups: readonly string[] = [
  `create table scope_tag_groups (
    scope_tag_id text not null references scope_tags (id) on delete cascade,
    group_id text not null references groups (id) on delete cascade, primary key (scope_tag_id, group_id))`,
  'alter table device_scope_tags add column by_group integer not null default 0',
]
