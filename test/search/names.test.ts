import { describe, expect, it } from 'vitest';
import { abbreviationsIn } from '../../src/search/names.ts';

describe('abbreviations that a text defines', () => {
  it.each([
    [
      'walked away from the TPP [Trans-Pacific Partnership agreement].',
      [['Trans-Pacific Partnership agreement', 'TPP']],
    ],
    [
      'and the JCPOA [Joint Comprehensive Plan of Action] with Iran',
      [['Joint Comprehensive Plan of Action', 'JCPOA']],
    ],
    ['loans of the World Bank Group (WBG) to farmers', [['World Bank Group', 'WBG']]],
    ['the Department of Justice (DOJ)', [['Department of Justice', 'DOJ']]],
    ['he left (USA Today said) early', []],
    ['the treaty (signed in 1951) and NATO (see below)', []],
  ])('%s', (text, names) => {
    expect(abbreviationsIn(text)).toEqual(names);
  });
});
