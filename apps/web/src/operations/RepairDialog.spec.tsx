import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { RepairOutcome, RepairPlan } from '@decouple/management-client';
import { PaymentsClient } from '@decouple/client';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { OperationsApi } from '../api/operations-api';
import { ApiContext } from '../app/api-context';
import { RepairDialog } from './RepairDialog';

const PLAN: RepairPlan = { resend: [{ id: 'a payment', status: 'recorded' }], rebuild: [] };
const REQUEST = { operator: 'ada', reason: 'Restored from a backup.', paymentsPerSecond: 10 };

function outcome(facts: Partial<RepairOutcome> = {}): RepairOutcome {
  return { dryRun: true, resent: ['a payment'], rebuilt: [], skipped: [], spreadSeconds: 0, ...facts };
}

/** userEvent types key by key, which takes long on a busy machine. */
jest.setTimeout(60_000);

describe('RepairDialog', () => {
  const preview = jest.spyOn(OperationsApi.prototype, 'previewRepair');
  const repair = jest.spyOn(OperationsApi.prototype, 'repair');
  const close = jest.fn();

  beforeEach(() => {
    jest.resetAllMocks();
    preview.mockResolvedValue({ plan: PLAN, outcome: outcome() });
    repair.mockResolvedValue(outcome({ dryRun: false }));
    const operations = { customerApi: 'http://api.test', salesWorker: 'http://worker.test' };
    const site = { apiUrl: '', operations, troubleMode: undefined };
    const apis = { payments: new PaymentsClient({ baseUrl: 'http://api.test' }), site };
    render(
      <QueryClientProvider client={new QueryClient()}>
        <ApiContext.Provider value={apis}>
          <RepairDialog close={close} />
        </ApiContext.Provider>
      </QueryClientProvider>,
    );
  });

  async function previewed(): Promise<void> {
    await userEvent.type(screen.getByLabelText('Operator'), 'ada');
    await userEvent.type(screen.getByLabelText('Reason'), REQUEST.reason);
    await userEvent.click(screen.getByRole('button', { name: 'Preview' }));
  }

  it('requires operator and reason for a preview, and repairs nothing yet', async () => {
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Preview' }).disabled).toBe(true);
    await previewed();
    await screen.findByText('1 payment would be resent.');

    expect(preview.mock.calls).toEqual([[REQUEST]]);
    expect(repair).not.toHaveBeenCalled();
  });

  it('executes the previewed plan', async () => {
    await previewed();
    await userEvent.click(await screen.findByRole('button', { name: 'Resend 1 payment' }));
    await screen.findByText('Repair started');

    expect(repair.mock.calls).toEqual([[PLAN, REQUEST]]);
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(close).toHaveBeenCalled();
  });

  it('requires a new preview after the reason changes', async () => {
    await previewed();
    await screen.findByRole('button', { name: 'Resend 1 payment' });
    await userEvent.type(screen.getByLabelText('Reason'), ' Again.');

    expect(screen.queryByRole('button', { name: 'Resend 1 payment' })).toBeNull();
    await screen.findByRole('button', { name: 'Preview' });
  });

  it('disables the repair if the preview resends nothing', async () => {
    const skipped = [{ id: 'a payment', why: 'resent-before' }] as const;
    preview.mockResolvedValue({ plan: PLAN, outcome: outcome({ resent: [], skipped }) });
    await previewed();
    await screen.findByText(/1 payment would be skipped/);

    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Resend 0 payments' }).disabled).toBe(true);
  });
});
