import { join, resolve } from 'node:path';

/** The root of this clone; the same three steps up from src/ and from dist/. */
export const WORKSPACE_ROOT = resolve(__dirname, '../../..');

/** Makes a child Node process run the workspace's TypeScript. */
export const TYPESCRIPT_LOADER = join(WORKSPACE_ROOT, 'tools/build/swc-register.cjs');
