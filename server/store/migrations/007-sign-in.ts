/**
 * Sign-in for real. Sessions get what their owner is shown of them, and when the person last proved who they are; those that were
 * open end, because nobody knows that of them. A person is known by issuer and subject of the identity provider, never by a name.
 */
export const signIn = [
  'drop table sessions',
  `create table sessions (
    id_hash text primary key, id text not null unique,
    user_id text not null references users (id) on delete cascade,
    created_at text not null, seen_at text not null, expires_at text not null, signed_in_at text,
    ip_address text, client text)`,
  'create index sessions_user on sessions (user_id)',
  `create table user_identities (
    issuer text not null, subject text not null,
    user_id text not null references users (id) on delete cascade, bound_at text not null,
    primary key (issuer, subject))`,
  'create index user_identities_user on user_identities (user_id)',
  `create table sign_ins (
    id_hash text primary key, return_to text not null, fresh integer not null,
    user_id text references users (id) on delete cascade, previous_session_hash text,
    created_at text not null, expires_at text not null)`,
  `create table setup_codes (
    code_hash text primary key, created_at text not null, expires_at text not null, used_at text)`,
] as const
