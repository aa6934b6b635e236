import { TextDecoder, TextEncoder } from 'node:util';

/** What browsers have and jsdom has not. */
Object.assign(globalThis, { TextDecoder, TextEncoder, CSS: { escape: (text: string) => text, supports: () => false } });
Object.defineProperty(globalThis, 'matchMedia', {
  value: () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }),
});
globalThis.scrollTo = () => undefined;

afterEach(() => localStorage.clear());
