export {
  type ExposedFamily,
  type ExposedSample,
  type Exposition,
  parseExposition,
  type Series,
  valueOf,
  valuesOf,
} from './exposition';
export { type LogLine, RecordingLog } from './recording-log';
export { RawConnection, requestText } from './raw-connection';
