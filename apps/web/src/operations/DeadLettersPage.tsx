import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { DeadLetterGroup } from '../api/operations-api';
import { useNow } from '../app/use-now';
import { useTitle } from '../app/use-title';
import { Card, Empty, Failure, Loading, Moment } from '../design/Content';
import { Button } from '../design/Controls';
import { counted } from '../format/count';
import { DecisionDialog, type Intent } from './DecisionDialog';
import { groupReasonInWords } from './dead-letter-words';
import { FilterForm } from './FilterForm';
import { deadLettersOfFilter, deadLettersOfGroup, type ShownDeadLetters } from './dead-letter-selection';
import { DeadLettersCard } from './DeadLettersCard';
import { useOperations } from './use-operations';

const GROUPS_MILLISECONDS = 3_000;
/** Stands for no group: names of groups are longer. */
const FILTER = 'filter';
const NOTHING_YET = { items: [], silent: [] };

export function DeadLettersPage() {
  useTitle('Dead letters');
  const api = useOperations();
  const [open, setOpen] = useState<string>();
  const [filtered, setFiltered] = useState<ShownDeadLetters>();
  const [intent, setIntent] = useState<Intent>();
  const { data, error, refetch } = useQuery({
    queryKey: ['dead-letter-groups'],
    queryFn: () => api.deadLetterGroups(),
    refetchInterval: GROUPS_MILLISECONDS,
  });
  const { items: groups, silent } = data ?? NOTHING_YET;
  const shown = groups.find((group) => nameOf(group) === open) ?? groups[0];
  return (
    <div className="stack stack-wide">
      <div className="row row-apart">
        <div className="page-head page-head-close">
          <h1>Dead letters</h1>
          <p className="lead">Messages that could not be handled. They wait here until somebody decides.</p>
        </div>
        <Link href="/operations/dead-letters/decisions">Audit trail</Link>
      </div>
      {data === undefined ? (
        <Card>
          {error === null ? (
            <Loading what="the dead letters" lines={4} />
          ) : (
            <Failure what="The dead letters" error={error} again={() => void refetch()} />
          )}
        </Card>
      ) : shown === undefined ? (
        <Card>
          {silent.length === 0 ? (
            <Empty title="No dead letters">
              <p>Everything that came was handled. Redriven and discarded letters are in the audit trail.</p>
            </Empty>
          ) : (
            <Empty title={`${silent.join(' and ')} does not answer`}>
              <p>Its dead letters are missing here until it is back. The other service has none.</p>
            </Empty>
          )}
        </Card>
      ) : (
        <>
          <ul className="groups" aria-label="Dead letters by reason">
            {groups.map((group) => (
              <Group
                key={nameOf(group)}
                group={group}
                open={open !== FILTER && group === shown}
                show={() => setOpen(nameOf(group))}
              />
            ))}
            <FilterTile open={open === FILTER} show={() => setOpen(FILTER)} />
            {silent.map((service) => (
              <li key={service} className="card group">
                <h2 className="group-reason">{`${service} does not answer`}</h2>
                <p className="soft small">Its dead letters are missing here until it is back.</p>
              </li>
            ))}
          </ul>
          {open === FILTER ? (
            <>
              <FilterForm groups={groups} show={(filter) => setFiltered(deadLettersOfFilter(filter, Date.now()))} />
              {filtered === undefined ? null : (
                <DeadLettersCard key={JSON.stringify(filtered)} letters={filtered} decide={setIntent} />
              )}
            </>
          ) : (
            <DeadLettersCard key={nameOf(shown)} letters={deadLettersOfGroup(shown)} decide={setIntent} />
          )}
        </>
      )}
      {intent === undefined ? null : <DecisionDialog intent={intent} close={() => setIntent(undefined)} />}
    </div>
  );
}

function nameOf({ queue, reasonCode, service, type }: DeadLetterGroup): string {
  return [service, queue, reasonCode, type].join(' ');
}

function Group(props: { readonly group: DeadLetterGroup; readonly open: boolean; readonly show: () => void }) {
  const { group, open, show } = props;
  const now = useNow(10_000);
  return (
    <li className="card group" data-open={open}>
      <p className="group-count number">{counted(group.letters, 'letter')}</p>
      <h2 className="group-reason">{groupReasonInWords(group.reasonCode)}</h2>
      <p className="soft small breakable">{`${group.service} · ${group.type ?? 'no type'}`}</p>
      <p className="soft small">
        last <Moment at={group.lastSeenAt} now={now} />
      </p>
      <Button onPress={show} aria-pressed={open} isDisabled={open}>
        {open ? 'Shown below' : 'Show'}
      </Button>
    </li>
  );
}

function FilterTile({ open, show }: { readonly open: boolean; readonly show: () => void }) {
  return (
    <li className="card group" data-open={open}>
      <h2 className="group-reason">Across the groups</h2>
      <p className="soft small">By service, reason, type and age together, to decide about many at once.</p>
      <Button onPress={show} aria-pressed={open} isDisabled={open}>
        {open ? 'Shown below' : 'Filter'}
      </Button>
    </li>
  );
}
