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
import { reasonName } from './dead-letter-words';
import { FilterForm } from './FilterForm';
import { deadLettersOfFilter, deadLettersOfGroup, type ShownDeadLetters } from './dead-letter-selection';
import { DeadLettersCard } from './DeadLettersCard';
import { useOperations } from './use-operations';

const GROUPS_MILLISECONDS = 3_000;
/** Key of the filter tile. Keys of groups contain spaces. */
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
          <p className="lead">Messages that could not be processed. Redrive or discard them here.</p>
        </div>
        <Link href="/operations/dead-letters/decisions">Audit log</Link>
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
              <p>All messages were processed. The audit log lists redriven and discarded ones.</p>
            </Empty>
          ) : (
            <Empty title={`${silent.join(' and ')} unreachable`}>
              <p>Its dead letters are not shown until it is back. The other service has none.</p>
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
                <h2 className="group-reason">{`${service} unreachable`}</h2>
                <p className="soft small">Its dead letters are not shown until it is back.</p>
              </li>
            ))}
          </ul>
          {open === FILTER ? (
            <>
              <FilterForm groups={groups} show={(filter) => setFiltered(deadLettersOfFilter(filter, Date.now()))} />
              {filtered === undefined ? null : (
                <DeadLettersCard key={JSON.stringify(filtered)} deadLetters={filtered} decide={setIntent} />
              )}
            </>
          ) : (
            <DeadLettersCard key={nameOf(shown)} deadLetters={deadLettersOfGroup(shown)} decide={setIntent} />
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
      <p className="group-count number">{counted(group.letters, 'message')}</p>
      <h2 className="group-reason">{reasonName(group.reasonCode)}</h2>
      <p className="soft small breakable">{`${group.service} · ${group.type ?? 'unknown type'}`}</p>
      <p className="soft small">
        last seen <Moment at={group.lastSeenAt} now={now} />
      </p>
      <Button onPress={show} aria-pressed={open} isDisabled={open}>
        {open ? 'Selected' : 'Show'}
      </Button>
    </li>
  );
}

function FilterTile({ open, show }: { readonly open: boolean; readonly show: () => void }) {
  return (
    <li className="card group" data-open={open}>
      <h2 className="group-reason">All messages</h2>
      <p className="soft small">Filter by service, reason, type and age.</p>
      <Button onPress={show} aria-pressed={open} isDisabled={open}>
        {open ? 'Selected' : 'Filter'}
      </Button>
    </li>
  );
}
