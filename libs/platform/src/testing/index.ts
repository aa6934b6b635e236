export { type ExposedFamily, type ExposedSample, type Exposition, parseExposition, valueOf } from './exposition';
export { type LogLine, RecordingLog } from './recording-log';
