export { BarProgress, LineProgress, openProgress, type Progress } from './progress';
