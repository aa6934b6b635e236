import { useEffect, useState } from 'react';

/** The current time in milliseconds since 1970, updated at each interval: for texts such as "5 minutes ago". */
export function useNow(everyMilliseconds = 1_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMilliseconds);
    return () => clearInterval(timer);
  }, [everyMilliseconds]);
  return now;
}
