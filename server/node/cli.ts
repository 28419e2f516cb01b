import { DatabaseRefused } from '#server/store/postgres/failures.ts'

import { ConfigError } from './config.ts'
import { UsageError, type Command } from './commands/command.ts'

/** Loaded when asked for. Each works beside a running console, except `restore`, which refuses to. */
const commands: Record<string, () => Promise<Command>> = {
  'token create': async () => (await import('./commands/token-create.ts')).tokenCreate,
  'token list': async () => (await import('./commands/token-list.ts')).tokenList,
  'token revoke': async () => (await import('./commands/token-revoke.ts')).tokenRevoke,
  'admin create': async () => (await import('./commands/admin-create.ts')).adminCreate,
  'person disable': async () => (await import('./commands/person.ts')).personDisable,
  'person enable': async () => (await import('./commands/person.ts')).personEnable,
  'person bind': async () => (await import('./commands/person.ts')).personBind,
  'audit verify': async () => (await import('./commands/audit-verify.ts')).auditVerify,
  'audit accept': async () => (await import('./commands/audit-accept.ts')).auditAccept,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  backup: async () => (await import('./commands/backup.ts')).backup,
  simulate: async () => (await import('./commands/simulate.ts')).simulate,
  restore: async () => (await import('./commands/backup.ts')).restore,
}

const usage = `Usage: npm run epm -- <command>

  token create --user UPN [--purpose read|decide|use|full] [--days 90] [--name TEXT]
                                               prints a new bearer token, and nothing else
  token create --device NAME|ID [--days 90]    the same for a device
  token list                                   what tokens there are, without their text
  token revoke ID                              ends one from the next call on
  admin create UPN                             makes a person with the Intune Administrator role
  person disable UPN | person enable UPN       ends all sessions of a person and keeps them out; lets them in
  person bind UPN SUBJECT                      joins a user with a subject of the provider (OIDC_ISSUER set)
  audit verify [--checkpoints FILE] [--public-key KEY|FILE]
                                               reads the whole audit log and compares it with what was signed
  audit accept --reason TEXT                   says that a database put back by other means counts from here on
  simulate --url ADDRESS [--devices 20] …      plays a fleet of devices against a running console
  export DIR [--prune]                         writes policies and reusable settings, one file each
  import DIR [--dry-run] [--accept-risks]      makes them what the files say: all of them or none;
                                               risky rules only with --accept-risks
  backup FILE                                  writes a consistent copy of the database
  restore FILE                                 replaces the database by a backup; the console must be stopped

EPM_DATA names the folder of the database (./data), DATABASE_URL a PostgreSQL instead; that has pg_dump for backup and restore.
`

/** Finds the command; the answer is the exit code. */
const main = async (args: string[]): Promise<number> => {
  const name = [args.slice(0, 2).join(' '), args[0] ?? ''].find((each) => each in commands)
  const load = name === undefined ? undefined : commands[name]
  if (name === undefined || load === undefined) {
    process.stderr.write(usage)
    return args.length === 0 || args[0] === 'help' || args[0] === '--help' ? 0 : 2
  }
  const command = await load()
  return command(args.slice(name.split(' ').length), {
    dataFolder: process.env['EPM_DATA'] || './data',
    print: (line) => process.stdout.write(`${line}\n`),
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
  })
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isSentence =
      error instanceof UsageError ||
      error instanceof ConfigError ||
      error instanceof DatabaseRefused
    const message = error instanceof Error ? error.message : String(error)
    process.stderr.write(isSentence ? `${message}\n` : `The command failed: ${message}\n`)
    process.exit(error instanceof UsageError ? 2 : 1)
  },
)
