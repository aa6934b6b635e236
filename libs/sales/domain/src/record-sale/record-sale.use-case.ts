import type { PaymentAcceptedV2 } from '@decouple/contracts';
import type { Clock, HandlerResult } from '@decouple/messaging-core';
import type { SalesLedger } from './sales-ledger.port';
import { saleFrom } from '../sale/sale';
import { decideSale } from '../sale/sale-rules';
import { decisionAnswer } from './sales-answers';

/** Records an accepted payment in the sales ledger, once in effect however often the message arrives, and replies. */
export class RecordSale {
  constructor(
    private readonly ledger: SalesLedger,
    private readonly clock: Clock,
    /** Called after each commit: there is an answer to relay. */
    private readonly nudgeRelay: () => void,
  ) {}

  /** @throws InfrastructureError when the ledger cannot be reached */
  async execute(payment: PaymentAcceptedV2): Promise<HandlerResult> {
    const sale = saleFrom(payment);
    const { duplicate } = await this.ledger.record({
      sale,
      decidedAt: this.clock.now(),
      decide: (history) => decideSale(sale, history),
      answer: (entry) => decisionAnswer(payment, entry),
    });
    this.nudgeRelay();
    return duplicate ? 'duplicate' : 'done';
  }
}
