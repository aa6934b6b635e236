export { type LogLine, RecordingLog } from './recording-log';
