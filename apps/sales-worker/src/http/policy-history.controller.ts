import { BILLING_PERIOD_PATTERN, POLICY_NUMBER_PATTERN } from '@decouple/contracts';
import { invalidQuery, type ProblemLocation } from '@decouple/platform';
import type { LedgerQueries } from '@decouple/sales-domain';
import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { LEDGER_QUERIES } from '../tokens';

export interface PolicyHistoryDto {
  /** The payment that is recorded for the policy and month; absent when none is. */
  readonly paidBy?: string;
  /** Currency of the first payment recorded for the policy; absent when none is. */
  readonly currency?: string;
}

/** The facts that decide the next payment of a policy and month. */
@Controller('v1/policy-history')
export class PolicyHistoryController {
  constructor(@Inject(LEDGER_QUERIES) private readonly queries: LedgerQueries) {}

  @Get()
  @Header('cache-control', 'no-store')
  async show(@Query() parameters: Record<string, unknown>): Promise<PolicyHistoryDto> {
    const { billingPeriod, policyNumber } = parsed(parameters);
    const { currency, paidBy } = await this.queries.history(policyNumber, billingPeriod);
    return { ...(paidBy === undefined ? {} : { paidBy }), ...(currency === undefined ? {} : { currency }) };
  }
}

/** @throws Problem 400 */
function parsed({ billingPeriod, policyNumber, ...unknown }: Record<string, unknown>) {
  const errors: ProblemLocation[] = Object.keys(unknown).map((name) => ({
    pointer: `query:${name}`,
    detail: 'unknown parameter; known are policyNumber and billingPeriod',
  }));
  if (typeof policyNumber !== 'string' || !POLICY_NUMBER_PATTERN.test(policyNumber)) {
    errors.push({ pointer: 'query:policyNumber', detail: 'must be one policy number' });
  }
  if (typeof billingPeriod !== 'string' || !BILLING_PERIOD_PATTERN.test(billingPeriod)) {
    errors.push({ pointer: 'query:billingPeriod', detail: 'must be a month as YYYY-MM' });
  }
  if (errors.length > 0) throw invalidQuery(errors);
  return { policyNumber: policyNumber as string, billingPeriod: billingPeriod as string };
}
