import { useEffect, useState } from 'react';

/** After this time customers start to wonder whether they should pay again. */
export const SLOW_AFTER_MILLISECONDS = 5_000;

/** Asks the customer to wait when sending a payment takes long. */
export function StillWorking() {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className="soft" role="status">
      {isSlow ? 'Still working. Please don’t pay again.' : null}
    </p>
  );
}
