import { ProblemError } from '@decouple/client';
import { useOnline } from '../app/online';
import { explain } from '../design/Content';
import { Button, Notice } from '../design/Controls';
import type { Delivery } from './use-delivery';

/** What is known of the payment that is being sent, when it does not go through at once. */
export function DeliveryNotice({ delivery }: { readonly delivery: Delivery }) {
  const online = useOnline();
  const { state } = delivery;
  if (state.phase === 'refused') {
    return (
      <Notice tone="bad" urgent title={state.error instanceof ProblemError ? state.error.title : 'It was not accepted'}>
        <p>{`${explain(state.error)} Nothing was paid.`}</p>
      </Notice>
    );
  }
  if (state.phase !== 'waiting') return null;
  return (
    <Notice tone="wait" urgent title={online ? 'The service does not answer yet' : 'You are offline'}>
      <p>
        Your payment is kept on this device and goes out by itself, once, however often it is sent. You may close this
        page and come back.
      </p>
      <div className="row">
        <Button onPress={delivery.tryNow}>Try now</Button>
        <Button look="quiet" onPress={delivery.forget}>
          Give up
        </Button>
      </div>
    </Notice>
  );
}
