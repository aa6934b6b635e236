import { TextDecoder, TextEncoder } from 'node:util';

/** Browser features that jsdom lacks. */
Object.assign(globalThis, { TextDecoder, TextEncoder, CSS: { escape: (text: string) => text, supports: () => false } });
Object.defineProperty(globalThis, 'matchMedia', {
  value: () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }),
});
globalThis.scrollTo = () => undefined;

afterEach(() => localStorage.clear());
