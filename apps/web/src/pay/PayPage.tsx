import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useApi } from '../app/api-context';
import { useTitle } from '../app/use-title';
import { paymentKey } from '../payment/use-payment';
import { ACCOUNT } from './account';
import { rememberPayment } from './known-payments';
import { LastPayments } from './LastPayments';
import './pay.css';
import { PaymentForm } from './PaymentForm';
import { useDelivery } from './use-delivery';

export function PayPage() {
  useTitle('Pay your premium');
  const api = useApi().payments;
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const delivery = useDelivery(api, (payment) => {
    rememberPayment(payment.requestId);
    queries.setQueryData(paymentKey(payment.requestId), payment);
    navigate(`/payments/${payment.requestId}`);
  });
  return (
    <>
      <div className="page-head">
        <h1>Pay your premium</h1>
        <p className="lead">We’ll confirm your payment straight away and keep you posted here.</p>
      </div>
      <div className="pay-columns">
        <PaymentForm account={ACCOUNT} delivery={delivery} />
        <LastPayments account={ACCOUNT} />
      </div>
    </>
  );
}
