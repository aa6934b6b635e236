import { CLOCK_OFFSET_VARIABLE, isClockOffset } from './shifted-clock';

/**
 * Loaded before the application: its wall clock runs beside the machine's by an offset that the chaos run changes over
 * the IPC channel. Monotonic time and timers are left alone, as they are when a machine's clock is set.
 */
let offset = Number(process.env[CLOCK_OFFSET_VARIABLE] ?? 0);
const RealDate = Date;
const now = (): number => RealDate.now() + offset;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver) => (key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)),
});

process.on('message', (message) => {
  if (isClockOffset(message)) offset = message.clockOffsetMilliseconds;
});
// Listening must not keep the process alive.
process.channel?.unref();
