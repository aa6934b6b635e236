import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { RepairPreview, RepairRequest } from '../api/operations-api';
import { explain } from '../design/Content';
import { Button, Notice, TextField } from '../design/Controls';
import { counted } from '../format/count';
import { formatDuration } from '../format/time';
import { operatorName } from './operator-name';
import { useOperations } from './use-operations';

const DEFAULT_RATE = '10';
const RATE_LIMITS = { min: 0.1, max: 1_000 };
const MIN_REASON_LENGTH = 3;

/** Asks for operator, reason and rate; shows a preview; then offers the button that executes exactly that preview. */
export function RepairDialog({ close }: { readonly close: () => void }) {
  const api = useOperations();
  const [operator, setOperator] = useState(() => operatorName.read() ?? '');
  const [reason, setReason] = useState('');
  const [rate, setRate] = useState(DEFAULT_RATE);
  const preview = useMutation({ mutationFn: (request: RepairRequest) => api.previewRepair(request) });
  const run = useMutation({
    mutationFn: ({ plan, request }: Pick<RepairPreview, 'plan'> & { readonly request: RepairRequest }) =>
      api.repair(plan, request),
  });
  const paymentsPerSecond = Number(rate);
  const rateError =
    paymentsPerSecond >= RATE_LIMITS.min && paymentsPerSecond <= RATE_LIMITS.max
      ? undefined
      : `Enter a number from ${RATE_LIMITS.min} to ${RATE_LIMITS.max}.`;
  const incomplete = operator.trim() === '' || reason.trim().length < MIN_REASON_LENGTH || rateError !== undefined;
  const isPending = preview.isPending || run.isPending;
  const error = run.error ?? preview.error;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (incomplete || isPending) return;
    operatorName.write(operator.trim());
    const request = { operator: operator.trim(), reason: reason.trim(), paymentsPerSecond };
    if (preview.data === undefined) preview.mutate(request);
    else run.mutate({ plan: preview.data.plan, request });
  };
  const edited = (set: (value: string) => void) => {
    return (value: string): void => {
      set(value);
      preview.reset();
      run.reset();
    };
  };

  return (
    <ModalOverlay className="veil" isOpen isDismissable={!isPending} onOpenChange={(open) => !open && close()}>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title">Resend payments to sales</Heading>
          {run.data === undefined ? (
            <form className="stack" onSubmit={submit}>
              <p className="soft">
                Resends payments that are final here but missing in the ledger. Skips payments that sales would decide
                differently now; review those yourself.
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
              <TextField label="Payments per second" value={rate} onChange={edited(setRate)} error={rateError} />
              {error === null ? null : (
                <Notice tone="bad" urgent title="The repair failed">
                  <p>{explain(error)} You can run it again. No payment is recorded twice.</p>
                </Notice>
              )}
              {preview.data === undefined ? null : <Preview preview={preview.data} />}
              <div className="dialog-buttons">
                <Button look="quiet" onPress={close} isDisabled={isPending}>
                  Cancel
                </Button>
                {preview.data === undefined ? (
                  <Button type="submit" look="primary" isDisabled={incomplete || isPending}>
                    {preview.isPending ? 'Checking…' : 'Preview'}
                  </Button>
                ) : (
                  <Button
                    type="submit"
                    look="primary"
                    isDisabled={isPending || preview.data.outcome.resent.length === 0}
                  >
                    {`Resend ${counted(preview.data.outcome.resent.length, 'payment')}`}
                  </Button>
                )}
              </div>
            </form>
          ) : (
            <>
              <Notice tone="good" title="Repair started">
                <p>{`${counted(run.data.resent.length, 'payment')} resent. Run the reconciliation again to check the result.`}</p>
              </Notice>
              <div className="dialog-buttons">
                <Button look="primary" onPress={close} autoFocus>
                  Close
                </Button>
              </div>
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Preview({ preview: { outcome } }: { readonly preview: RepairPreview }) {
  const { resent, skipped, spreadSeconds } = outcome;
  const spread = spreadSeconds > 0 ? `, spread over ${formatDuration(spreadSeconds)}` : '';
  return (
    <Notice tone={resent.length === 0 ? 'wait' : 'accent'} title="Preview">
      <p>{`${counted(resent.length, 'payment')} would be resent${spread}.`}</p>
      {skipped.length === 0 ? null : (
        <p>{`${counted(skipped.length, 'payment')} would be skipped: changed since the comparison, or resent recently.`}</p>
      )}
    </Notice>
  );
}
