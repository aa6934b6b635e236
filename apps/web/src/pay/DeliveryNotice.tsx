import { ProblemError } from '@decouple/client';
import { useOnline } from '../app/online';
import { explain } from '../design/Content';
import { Button, Notice } from '../design/Controls';
import type { Delivery } from './use-delivery';

/** Says why a payment has not gone through yet. */
export function DeliveryNotice({ delivery }: { readonly delivery: Delivery }) {
  const online = useOnline();
  const { state } = delivery;
  if (state.phase === 'refused') {
    return (
      <Notice
        tone="bad"
        urgent
        title={state.error instanceof ProblemError ? state.error.title : 'We couldn’t take your payment'}
      >
        <p>{`${explain(state.error)} You haven’t been charged.`}</p>
      </Notice>
    );
  }
  if (state.phase !== 'waiting') return null;
  return (
    <Notice tone="wait" urgent title={online ? 'We can’t reach our server at the moment' : 'You’re offline'}>
      <p>
        We’ve saved your payment and will keep trying while this page is open. You won’t be charged twice. If you
        cancel, your payment may already have reached us.
      </p>
      <div className="row">
        <Button onPress={delivery.tryNow}>Try now</Button>
        <Button look="quiet" onPress={delivery.forget}>
          Cancel payment
        </Button>
      </div>
    </Notice>
  );
}
