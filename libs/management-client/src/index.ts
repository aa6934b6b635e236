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
  DeadLetterSelection,
  MonthlyTotal,
  PageQuery,
  PaymentCounts,
  PipelineSample,
  Queue,
  QueueDepth,
  RecordedDecision,
  RecordedRepair,
  RegisteredPayment,
  SkippedPayment,
  WholeDeadLetter,
} from './documents';
export { ManagementClient } from './management-client';
export { type Comparison, compareSides, type FoundDifference, MAX_NAMED } from './reconcile/compare-sides';
export type { Remedy } from './reconcile/explain-difference';
export { type Difference, isDifference, judgePayment, type Verdict } from './reconcile/judge-payment';
export { DEFAULT_OVERDUE_AFTER_MILLISECONDS, type OverduePayment } from './reconcile/overdue-payment';
export { planRepair, repair, type RepairOptions, type RepairOutcome, type RepairPlan } from './reconcile/repair';
export type { PeriodTotal, Sum } from './reconcile/period-totals';
export { SalesWorkerManagement } from './sales-worker-management';
export { ServiceRefusedError, ServiceUnreachableError } from './service.errors';
export { SERVICES, type ServiceName } from './service-name';
