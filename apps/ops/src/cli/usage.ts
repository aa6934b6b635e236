export const USAGE = `Usage: npm run ops -- <command> [options]

  queues                        what each service says of the queue that it reads
  handlers                      who handles which message version, and whether it is still sent
  outbox                        messages that wait to be sent
  dead-letters list             dead letters, the newest first, and how many there are
  dead-letters show <ref>       one dead letter with its message; <ref> such as sales-worker:12
  dead-letters redrive [<ref>…] send messages again as they were
  dead-letters discard [<ref>…] give messages up for good
  dead-letters decisions        who redrove or discarded what, and why
  payments show <id>            a payment as both sides know it
  payments repairs              who resent or rebuilt payments, and why
  reconcile                     accepted payments against the sales ledger, to the cent; names what has waited too long

Which dead letters (list, redrive, discard): by <ref>, or by any of
  --service customer-api|sales-worker   --queue <name>   --type <message type>   --code <reason code>
  --message <id>   --older-than 10m   --newer-than 2h   --limit <n>   --all (every one)

Repairs after a restore (reconcile); docs/restore.md has the procedure:
  --overdue-after <duration>    a payment that is not final after this time has waited too long (10m)
  --repair                      resend payments that are settled in customer-api and missing in the ledger, where sales
                                still decides as it had before; the rest is named, for a person to decide
  --parked                      resend parked payments whose dead letter is missing, also those that were discarded
  --rebuild                     store payments again that only the ledger knows
  They take --reason, --operator, --rate and --dry-run.

Decisions (redrive, discard):
  --reason <text>               why; kept in the audit
  --operator <name>             who; your login when absent
  --rate <n>                    messages per second of a redrive or repair (10)
  --dry-run                     only tell what would happen

  --json                        for programs
  --api <url> --worker <url>    management addresses; of what runs in this clone when absent

Exit codes: 0 done, 1 a service does not run, did not answer or refused, 2 wrong usage, 3 what was compared
differs, 4 nothing differs but payments have waited too long. After a repair, what it took care of counts as equal.
`;
