import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { DecisionAction, DecisionOutcome, DeadLetterSelection, ServiceName } from '@decouple/management-client';
import type { Decision } from '../api/operations-api';
import { explain } from '../design/Content';
import { Button, Notice, TextField } from '../design/Controls';
import { counted } from '../format/count';
import { formatDuration } from '../format/time';
import { operatorName } from './operator-name';
import { useOperations } from './use-operations';

export interface Intent {
  readonly action: DecisionAction;
  readonly service: ServiceName;
  readonly selection: DeadLetterSelection;
  /** The selected messages, as text. */
  readonly words: string;
}

const DEFAULT_RATE = '10';
const RATE_LIMITS = { min: 0.001, max: 1_000 };
const MIN_REASON_LENGTH = 3;

/** Asks for operator, reason and rate; shows a preview; then offers the button that executes it. */
export function DecisionDialog({ close, intent }: { readonly intent: Intent; readonly close: () => void }) {
  const api = useOperations();
  const queries = useQueryClient();
  const [operator, setOperator] = useState(() => operatorName.read() ?? '');
  const [reason, setReason] = useState('');
  const [rate, setRate] = useState(DEFAULT_RATE);
  const verb = intent.action === 'redrive' ? 'Redrive' : 'Discard';
  const run = useMutation({
    mutationFn: (decision: Decision) => api.decide(decision),
    onSuccess: async ({ dryRun }) => {
      if (dryRun) return;
      await Promise.all(
        ['dead-letter-groups', 'dead-letters', 'decisions'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      );
    },
  });
  const outcome = run.data;
  const messagesPerSecond = Number(rate);
  const rateError =
    intent.action === 'redrive' && !(messagesPerSecond >= RATE_LIMITS.min && messagesPerSecond <= RATE_LIMITS.max)
      ? `Enter a number from ${RATE_LIMITS.min} to ${RATE_LIMITS.max}.`
      : undefined;
  const incomplete = operator.trim() === '' || reason.trim().length < MIN_REASON_LENGTH || rateError !== undefined;

  const decide = (dryRun: boolean): void => {
    operatorName.write(operator.trim());
    run.mutate({
      action: intent.action,
      service: intent.service,
      selection: intent.selection,
      operator: operator.trim(),
      reason: reason.trim(),
      dryRun,
      ...(intent.action === 'redrive' ? { messagesPerSecond } : {}),
    });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!incomplete && !run.isPending) decide(outcome?.dryRun !== true);
  };
  const edited = <Value,>(set: (value: Value) => void) => {
    return (value: Value): void => {
      set(value);
      run.reset();
    };
  };

  const done = outcome?.dryRun === false;
  return (
    <ModalOverlay className="veil" isOpen isDismissable={!run.isPending} onOpenChange={(open) => !open && close()}>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title">{`${verb} ${intent.words}`}</Heading>
          {done ? (
            <Done outcome={outcome} action={intent.action} close={close} />
          ) : (
            <form className="stack" onSubmit={submit}>
              <p className="soft">
                {intent.action === 'redrive'
                  ? 'The same messages are sent again at the given rate. A consumer that already processed one treats it as a duplicate.'
                  : 'This permanently deletes the messages. Their payments do not change.'}
              </p>
              <TextField label="Operator" value={operator} onChange={edited(setOperator)} isRequired />
              <TextField
                label="Reason"
                hint="Recorded in the audit log."
                value={reason}
                onChange={edited(setReason)}
                lines={2}
                isRequired
              />
              {intent.action === 'redrive' ? (
                <TextField label="Messages per second" value={rate} onChange={edited(setRate)} error={rateError} />
              ) : null}
              {run.error === null ? null : (
                <Notice tone="bad" urgent title={`${verb} failed`}>
                  <p>{explain(run.error)}</p>
                </Notice>
              )}
              {outcome === undefined ? null : <Preview outcome={outcome} action={intent.action} />}
              <div className="dialog-buttons">
                <Button look="quiet" onPress={close} isDisabled={run.isPending}>
                  Cancel
                </Button>
                {outcome === undefined ? (
                  <Button type="submit" look="primary" isDisabled={incomplete || run.isPending}>
                    {run.isPending ? 'Checking…' : 'Preview'}
                  </Button>
                ) : (
                  <Button
                    type="submit"
                    look={intent.action === 'redrive' ? 'primary' : 'danger'}
                    isDisabled={run.isPending || outcome.letters === 0}
                  >
                    {`${verb} ${counted(outcome.letters, 'message')}`}
                  </Button>
                )}
              </div>
            </form>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface OutcomeProps {
  readonly outcome: DecisionOutcome;
  readonly action: Intent['action'];
}

function Preview({ action, outcome }: OutcomeProps) {
  const { letters, remaining, spreadSeconds } = outcome;
  if (letters === 0) return <Notice tone="wait" title="No matches" />;
  const spread = action === 'redrive' && spreadSeconds > 0 ? `, spread over ${formatDuration(spreadSeconds)}` : '';
  return (
    <Notice tone={action === 'redrive' ? 'accent' : 'wait'} title="Preview">
      <p>{`${counted(letters, 'message')} would be ${action === 'redrive' ? 'redriven' : 'discarded'}${spread}.`}</p>
      {remaining > 0 ? <p>{`${counted(remaining, 'message')} would remain. Repeat to process them.`}</p> : null}
    </Notice>
  );
}

function Done({ action, close, outcome }: OutcomeProps & { readonly close: () => void }) {
  return (
    <>
      <Notice tone="good" title={action === 'redrive' ? 'Redrive started' : 'Discarded'}>
        <p>{`${counted(outcome.letters, 'message')} ${action === 'redrive' ? 'redriven' : 'discarded'}. Recorded in the audit log.`}</p>
      </Notice>
      <div className="dialog-buttons">
        <Button look="primary" onPress={close} autoFocus>
          Close
        </Button>
      </div>
    </>
  );
}
