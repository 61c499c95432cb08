import { beforeEach, describe, expect, it } from 'vitest';
import type { Event } from '../protocol';
import { Player } from './player.svelte';
import { Times } from './times';

const times = new Times();
for (const second of [0, 1, 2, 600, 601])
  times.push({ at: new Date(second * 60_000).toISOString(), wall: new Date(second * 1000).toISOString() } as Event);

describe('a record that is played', () => {
  let place: number;
  let player: Player;
  beforeEach(() => {
    place = 1;
    player = new Player(
      () => times,
      () => place,
      (n) => (place = n),
    );
    player.speed = 1;
    player.skipIdle = false;
    player.seek(1);
  });

  it('goes on by the wall, as many times faster as is asked for', () => {
    player.advance(900);
    expect(place).toBe(1);
    player.advance(200);
    expect(place).toBe(2);
    player.speed = 100;
    player.advance(10);
    expect(place).toBe(3);
  });

  it('waits through a stretch where nothing happens only when it is to', () => {
    player.seek(3);
    place = 3;
    player.advance(1000);
    expect([place, player.wall]).toEqual([3, 3000]);
    player.skipIdle = true;
    player.advance(0);
    expect([place, player.wall]).toEqual([3, 598_500]);
    player.advance(1500);
    expect(place).toBe(4);
  });

  it('stops at the end', () => {
    player.playing = true;
    player.speed = 100;
    player.advance(1_000_000);
    expect([place, player.playing]).toEqual([5, false]);
  });

  it('has speeds from 1 to 100', () => {
    player.faster(-1);
    expect(player.speed).toBe(1);
    for (let i = 0; i < 20; i++) player.faster(1);
    expect(player.speed).toBe(100);
  });
});
