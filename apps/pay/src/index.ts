export { forEachConcurrently } from './batch/for-each-concurrently';
