export { CustomerApiManagement } from './customer-api-management';
export type {
  Backlog,
  DeadLetter,
  DeadLetterGroup,
  DecisionAction,
  DecisionOutcome,
  DecisionRequest,
  Handler,
  LedgerEntry,
  LetterSelection,
  MonthlyTotal,
  PageQuery,
  PaymentCounts,
  PipelineSample,
  Queue,
  QueueDepth,
  RecordedDecision,
  RegisteredPayment,
  WholeDeadLetter,
} from './documents';
export { ManagementClient } from './management-client';
export { type Comparison, compareSides, type FoundDifference } from './reconcile/compare-sides';
export { type Difference, isDifference, judgePayment, type Verdict } from './reconcile/judge-payment';
export type { PeriodTotal, Sum } from './reconcile/period-totals';
export { SalesWorkerManagement } from './sales-worker-management';
export { ServiceRefusedError, ServiceUnreachableError } from './service.errors';
export { SERVICES, type ServiceName } from './service-name';
