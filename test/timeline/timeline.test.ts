import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadReading } from '../../src/reading/folder.ts';
import { timeline } from '../../src/timeline/timeline.ts';
import { refusal } from '../support/refusals.ts';

const folder = fileURLToPath(new URL('../../data/readings/us-japan-security-treaty', import.meta.url));
const text = loadReading(folder, () => undefined);
const ids = (filter = {}) => timeline(text, filter).map(({ event }) => event.id);

describe('the timeline', () => {
  it('is in order of time, then of the text', () => {
    expect(ids()).toEqual([
      'treaty-1951',
      'peace-talks',
      'dateline',
      'bloomberg-report',
      'base-negotiations',
      'g20-summit',
    ]);
  });

  it.each([
    [{ from: '2019' }, ['peace-talks', 'dateline', 'bloomberg-report', 'base-negotiations', 'g20-summit']],
    [{ to: '1951' }, ['treaty-1951']],
    [{ to: '195X' }, ['treaty-1951']],
    [{ from: 'January 2019', to: 'Jan 2019' }, ['peace-talks']],
    [{ from: '25 June 2019', to: '2019-06-25' }, ['dateline', 'bloomberg-report', 'base-negotiations']],
    [{ to: 'the 1950s' }, ['treaty-1951']],
    [{ from: '25.6.2019', to: '6/25/2019' }, ['dateline', 'bloomberg-report', 'base-negotiations']],
    [{ from: 'summer 2019' }, ['dateline', 'bloomberg-report', 'base-negotiations', 'g20-summit']],
    [{ about: 'G20 summit' }, ['g20-summit']],
    [{ about: 'Atlantis' }, []],
    [{ from: '2050' }, []],
  ])('keeps to %j', (filter, expected) => {
    expect(ids(filter)).toEqual(expected);
  });

  it('says what it cannot read, and what to write instead', () => {
    expect(() => ids({ from: 'next week' })).toThrow(/“next week” is not a date.*2019-06-25/);
    expect(() => ids({ from: '2020', to: '2019' })).toThrow(
      refusal('dates-reversed', '“2020” is after “2019”. Give the earlier date first.'),
    );
  });
});
