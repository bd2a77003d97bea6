import { COVERAGE_NAMES, coverageOf } from '../src/search/confidence.ts';
import { formsOf } from '../src/search/forms.ts';
import { matchesOf } from '../src/search/match.ts';
import { parseQuestion } from '../src/search/question.ts';
import type { TermWeight } from '../src/search/term-weight.ts';
import { answerable, type Indexed } from './fit.ts';

/**
 * Fits the weights of `COVERAGE`, and last the constant: a logistic regression that tells questions about a
 * reading from questions about the others, of which as many are taken, evenly.
 */
export function fitConfidence(set: readonly Indexed[], weigh: TermWeight): Float64Array {
  const width = COVERAGE_NAMES.length + 1;
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  const add = ({ index }: Indexed, text: string, label: number) => {
    const question = parseQuestion(text, true);
    if (question.terms.length === 0) return;
    const matches = matchesOf(index, question, formsOf(index, question, []), weigh);
    const counted = coverageOf(index, question, matches);
    rows.push(Float64Array.of(...COVERAGE_NAMES.map((name) => counted[name]), 1));
    labels.push(label);
  };
  set.forEach((one, i) => {
    for (const { text } of answerable(one)) add(one, text, 1);
    const strangers = set.flatMap((other, j) => (j === i ? [] : answerable(other)));
    const step = Math.max(1, Math.floor(strangers.length / answerable(one).length));
    for (let k = i % step; k < strangers.length; k += step) add(one, strangers[k]!.text, 0);
  });

  const weights = new Float64Array(width);
  // Newton's method: a handful of steps reach the one optimum.
  for (let step = 0; step < 25; step++) {
    const gradient = new Float64Array(width);
    const hessian = Array.from({ length: width }, (_, d) =>
      Float64Array.from({ length: width }, (__, e) => (d === e ? 1e-6 : 0)),
    );
    rows.forEach((x, i) => {
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, d) => sum + value * weights[d]!, 0)));
      for (let d = 0; d < width; d++) {
        gradient[d]! += (labels[i]! - p) * x[d]!;
        for (let e = 0; e < width; e++) hessian[d]![e]! += p * (1 - p) * x[d]! * x[e]!;
      }
    });
    solve(hessian, gradient).forEach((change, d) => {
      weights[d]! += change;
    });
  }
  return weights;
}

/** Gaussian elimination with pivots. */
function solve(a: Float64Array[], b: Float64Array): Float64Array {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let r = i + 1; r < n; r++) if (Math.abs(a[r]![i]!) > Math.abs(a[pivot]![i]!)) pivot = r;
    [a[i], a[pivot]] = [a[pivot]!, a[i]!];
    [b[i], b[pivot]] = [b[pivot]!, b[i]!];
    for (let r = i + 1; r < n; r++) {
      const factor = a[r]![i]! / a[i]![i]!;
      for (let c = i; c < n; c++) a[r]![c]! -= factor * a[i]![c]!;
      b[r]! -= factor * b[i]!;
    }
  }
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let c = i + 1; c < n; c++) sum -= a[i]![c]! * x[c]!;
    x[i] = sum / a[i]![i]!;
  }
  return x;
}
