import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Checkbox } from 'react-aria-components';
import type { DeadLetter } from '../api/operations-api';
import { useNow } from '../app/use-now';
import { Card, Empty, Failure, Loading, Moment } from '../design/Content';
import { Button } from '../design/Controls';
import { CheckIcon } from '../design/Icons';
import { counted } from '../format/count';
import type { Intent } from './DecisionDialog';
import type { ShownDeadLetters } from './dead-letter-selection';
import { DeadLetterDetails } from './DeadLetterDetails';
import { useOperations } from './use-operations';

const REFRESH_MILLISECONDS = 5_000;

interface DeadLettersProps {
  readonly deadLetters: ShownDeadLetters;
  readonly decide: (intent: Intent) => void;
}

/** Dead letters to inspect and to redrive or discard: the selected ones, or all that match the selection. */
export function DeadLettersCard({ decide, deadLetters }: DeadLettersProps) {
  const api = useOperations();
  const { selection, service, title } = deadLetters;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [open, setOpen] = useState<string>();
  const { data, error, refetch } = useQuery({
    queryKey: ['dead-letters', service, selection],
    queryFn: () => api.deadLetters(service, selection),
    refetchInterval: REFRESH_MILLISECONDS,
  });
  const present = chosen.filter((id) => data?.some((deadLetter) => deadLetter.id === id));
  const meant: Omit<Intent, 'action'> =
    present.length > 0
      ? { service, selection: { ids: present }, words: counted(present.length, 'selected message') }
      : { service, selection, words: `all “${title}” in ${service}` };
  const toggle = (id: string, on: boolean): void =>
    setChosen(on ? [...present, id] : present.filter((other) => other !== id));
  const shown = data?.find(({ id }) => id === open) ?? data?.[0];
  const nothing = shown === undefined;
  return (
    <Card
      title={title}
      actions={
        <div className="row">
          <Button isDisabled={nothing} onPress={() => decide({ ...meant, action: 'redrive' })}>
            {present.length > 0 ? `Redrive ${present.length}` : 'Redrive all'}
          </Button>
          <Button look="danger" isDisabled={nothing} onPress={() => decide({ ...meant, action: 'discard' })}>
            {present.length > 0 ? `Discard ${present.length}` : 'Discard all'}
          </Button>
        </div>
      }
    >
      {data === undefined ? (
        error === null ? (
          <Loading what="the messages" lines={6} />
        ) : (
          <Failure what="The messages" error={error} again={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <Empty title="No matches">
          <p>The messages may have been redriven or discarded. See the audit log.</p>
        </Empty>
      ) : (
        <div className="letters">
          <ul className="letter-list">
            {data.map((deadLetter) => (
              <Line
                key={deadLetter.id}
                deadLetter={deadLetter}
                chosen={present.includes(deadLetter.id)}
                toggle={(on) => toggle(deadLetter.id, on)}
                open={deadLetter.id === shown?.id}
                show={() => setOpen(deadLetter.id)}
              />
            ))}
          </ul>
          {shown === undefined ? null : <DeadLetterDetails key={shown.id} service={service} id={shown.id} />}
        </div>
      )}
    </Card>
  );
}

interface LineProps {
  readonly deadLetter: DeadLetter;
  readonly chosen: boolean;
  readonly toggle: (on: boolean) => void;
  readonly open: boolean;
  readonly show: () => void;
}

function Line({ chosen, deadLetter, open, show, toggle }: LineProps) {
  const now = useNow(10_000);
  return (
    <li className="letter-line" data-open={open}>
      <Checkbox className="check" isSelected={chosen} onChange={toggle} aria-label={`Select message ${deadLetter.id}`}>
        <span className="check-box">
          <CheckIcon />
        </span>
      </Checkbox>
      <Button look="quiet" onPress={show} aria-pressed={open}>
        <span className="letter-line-words">
          <span>{`Message ${deadLetter.id}`}</span>
          <span className="soft small">
            {`${counted(deadLetter.attempts, 'attempt')} · `}
            <Moment at={deadLetter.lastSeenAt} now={now} />
          </span>
        </span>
      </Button>
    </li>
  );
}
