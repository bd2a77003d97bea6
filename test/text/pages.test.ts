import { expect, it } from 'vitest';
import { paginate } from '../../src/text/pages.ts';

const upTo = (most: number) => (page: readonly string[]) => page.join('').length <= most;

it('fills a page as long as what is on it fits', () => {
  expect(paginate(['aa', 'b', 'c', 'dd'], upTo(3))).toEqual([
    ['aa', 'b'],
    ['c', 'dd'],
  ]);
});

it('gives what fits no page one of its own', () => {
  expect(paginate(['a', 'bbbbb', 'c'], upTo(3))).toEqual([['a'], ['bbbbb'], ['c']]);
});

it('has one page where there is nothing', () => {
  expect(paginate([], () => true)).toEqual([[]]);
});

it('lets pages differ', () => {
  const one = (page: readonly number[], number: number) => page.length <= (number === 0 ? 1 : 2);
  expect(paginate([1, 2, 3, 4], one)).toEqual([[1], [2, 3], [4]]);
  const none = (page: readonly number[], number: number) => number > 0 && page.length <= 1;
  expect(paginate([1, 2], none)).toEqual([[], [1], [2]]);
});
