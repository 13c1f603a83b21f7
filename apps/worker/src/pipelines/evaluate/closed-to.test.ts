import { expect, it } from 'vitest';
import { closedToMs } from './closed-to.ts';

const nowMs = 1_000_000;
const seen = (maxEventMs: number) => ({ maxEventMs, idleSinceReadMs: 0 });
const idle = (maxEventMs: number, idleSinceReadMs: number) => ({ maxEventMs, idleSinceReadMs });

it.each([
  ['the slowest partition decides', [seen(995_000), seen(972_500)], 970_000],
  ['lateness is waited for', [seen(991_999)], 980_000],
  ['exactly passed', [seen(992_000)], 990_000],
  ['an idle partition that is read does not hold it back', [seen(995_000), idle(0, 998_000)], 990_000],
  ['one that nobody reads does', [seen(995_000), seen(0)], 0],
  ['idle is only as good as when it was read', [seen(995_000), idle(500_000, 961_000)], 950_000],
  ['all idle: time goes on', [idle(0, 999_000), idle(0, 998_500)], 990_000],
  ['a clock that runs ahead does not carry it beyond now', [seen(2_000_000)], 990_000],
  ['no partitions', [], 0],
])('%s', (_case, partitions, expected) => {
  expect(closedToMs({ partitions, paneMs: 10_000, latenessMs: 2_000, nowMs })).toBe(expected);
});
