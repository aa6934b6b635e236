import { Problem } from '@decouple/platform';
import { PipelineHistory } from './pipeline-history';
import { PipelineHistoryController } from './pipeline-history.controller';

describe('the history of the pipeline over HTTP', () => {
  const history = new PipelineHistory();
  const [first, second] = [new Date('2026-11-24T09:00:00.000Z'), new Date('2026-11-24T09:00:05.000Z')];
  history.add({ at: first, accepted: 1 });
  history.add({ at: second, accepted: 2 });
  const controller = new PipelineHistoryController(history);

  it('is returned in full, or from a timestamp on', () => {
    expect(controller.list({}).samples).toEqual([
      { at: first.toISOString(), accepted: 1 },
      { at: second.toISOString(), accepted: 2 },
    ]);
    expect(controller.list({ after: first.toISOString() }).samples).toHaveLength(1);
  });

  it.each([{ after: 'yesterday' }, { after: ['a', 'b'] }, { since: '2026-11-24T09:00:00Z' }])(
    'refuses the query %j',
    (query) => {
      expect(() => controller.list(query)).toThrow(Problem);
    },
  );
});
