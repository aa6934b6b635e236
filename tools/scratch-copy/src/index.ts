export { ScratchCopy } from './scratch-copy';
