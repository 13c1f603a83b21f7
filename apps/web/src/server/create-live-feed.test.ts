import type { LiveMessage } from '@leeway/contracts';
import { describe, expect, it } from 'vitest';
import { createLiveFeed } from './create-live-feed.ts';

const MESSAGE: LiveMessage = { kind: 'incident', atMs: 1 };

describe('createLiveFeed', () => {
  it('reaches every subscriber until it leaves', () => {
    const counts: number[] = [];
    const { feed, publish } = createLiveFeed({ onClients: (count) => counts.push(count), onError: () => undefined });
    const heard: (LiveMessage | null)[] = [];
    const listener = (message: LiveMessage | null) => heard.push(message);
    const leave = feed.subscribe(listener);
    feed.subscribe(listener);
    publish(MESSAGE);
    leave();
    leave();
    publish(null);
    expect(heard).toEqual([MESSAGE, MESSAGE, null]);
    expect(counts).toEqual([1, 2, 1, 1]);
  });

  it('goes on when one subscriber throws', () => {
    const errors: unknown[] = [];
    const heard: unknown[] = [];
    const { feed, publish } = createLiveFeed({ onClients: () => undefined, onError: (error) => errors.push(error) });
    feed.subscribe(() => {
      throw new Error('broken');
    });
    feed.subscribe((message) => heard.push(message));
    publish(MESSAGE);
    expect(heard).toEqual([MESSAGE]);
    expect(errors).toHaveLength(1);
  });
});
