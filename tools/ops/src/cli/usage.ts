export const USAGE = `npm run ops -- <command> [options]

  queues                        what each service says of the queue that it reads
  handlers                      who handles which message version, and whether it is still sent
  outbox                        messages that wait to be sent
  dead-letters list             dead letters, the newest first, and how many there are
  dead-letters show <ref>       one dead letter with its message; <ref> such as sales-worker:12
  dead-letters redrive [<ref>…] send messages again as they were
  dead-letters discard [<ref>…] give messages up for good
  dead-letters decisions        who redrove or discarded what, and why
  payments show <id>            a payment as both sides know it
  reconcile                     accepted payments against the sales ledger, to the cent

Which dead letters (list, redrive, discard): by <ref>, or by any of
  --service customer-api|sales-worker   --queue <name>   --type <message type>   --code <reason code>
  --message <id>   --older-than 10m   --newer-than 2h   --limit <n>   --all (every one)

Decisions (redrive, discard):
  --reason <text>               why; kept in the audit
  --operator <name>             who; your login when absent
  --rate <n>                    messages per second of a redrive (10)
  --dry-run                     only tell what would happen

  --json                        for programs
  --api <url> --worker <url>    management addresses; those of "npm start" in this clone when absent

Exit codes: 0 done, 1 a service did not answer or refused, 2 wrong usage, 3 what was compared differs.
`;
