import type { ConnectionSettings } from '@decouple/client';
import type {
  PageQuery,
  PaymentCounts,
  PipelineSample,
  RebuildRequest,
  RecordedRepair,
  RegisteredPayment,
  RepairResult,
  ResendRequest,
} from './documents';
import { ManagementClient } from './management-client';

/** The management API of customer-api. */
export class CustomerApiManagement extends ManagementClient {
  constructor(settings: ConnectionSettings) {
    super('customer-api', settings);
  }

  /** All payments, in the order of their acceptance. */
  async payments(page: PageQuery): Promise<readonly RegisteredPayment[]> {
    return (await this.get<{ readonly payments: readonly RegisteredPayment[] }>('/v1/payments', { ...page })).payments;
  }

  /** By request id, policy number or idempotency key; newest first. */
  async searchPayments(text: string): Promise<readonly RegisteredPayment[]> {
    const query = { search: text };
    return (await this.get<{ readonly payments: readonly RegisteredPayment[] }>('/v1/payments', query)).payments;
  }

  payment(requestId: string): Promise<RegisteredPayment | undefined> {
    return this.find<RegisteredPayment>(`/v1/payments/${encodeURIComponent(requestId)}`);
  }

  paymentCounts(): Promise<PaymentCounts> {
    return this.get<PaymentCounts>('/v1/payments/counts');
  }

  /** The last hour, oldest first. @param after only what was seen later than this moment */
  async pipelineHistory(after?: string): Promise<readonly PipelineSample[]> {
    return (await this.get<{ readonly samples: readonly PipelineSample[] }>('/v1/pipeline-history', { after })).samples;
  }

  /** @param operator who repairs, for the audit */
  resendPayments(request: ResendRequest, operator: string): Promise<RepairResult> {
    return this.post<RepairResult>('/v1/payments/resend', request, operator);
  }

  /** @param operator who repairs, for the audit */
  rebuildPayments(request: RebuildRequest, operator: string): Promise<RepairResult> {
    return this.post<RepairResult>('/v1/payments/rebuild', request, operator);
  }

  /** Newest first. */
  async repairs(limit: number): Promise<readonly RecordedRepair[]> {
    return (await this.get<{ readonly repairs: readonly RecordedRepair[] }>('/v1/payments/repairs', { limit })).repairs;
  }
}
