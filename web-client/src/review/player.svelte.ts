// Plays a record as the room lived it, faster: a cursor that runs by the wall clock of the record. Where nothing happens
// for long it does not wait.
import { countBy, type Times } from './times';

export const SPEEDS = [1, 2, 5, 10, 20, 50, 100] as const;
const TICK_MS = 200;
const WAIT_MAX_MS = 1500; // of the viewer's own time, until the next event

export class Player {
  playing = $state(false);
  speed = $state<number>(10);
  skipIdle = $state(true);
  wall = $state(0); // ms: the cursor
  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly times: () => Times,
    private readonly place: () => number,
    private readonly show: (n: number) => void,
  ) {}

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  play(): void {
    const times = this.times();
    if (this.place() >= times.count) this.show(0);
    this.playing = true;
    let last = performance.now();
    this.ticking = setInterval(() => {
      const now = performance.now();
      this.advance(now - last);
      last = now;
    }, TICK_MS);
  }

  pause(): void {
    this.playing = false;
    clearInterval(this.ticking);
  }

  faster(by: 1 | -1): void {
    const at = SPEEDS.findIndex((one) => one >= this.speed);
    this.speed = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + by))]!;
  }

  // The moment is event `n`'s own.
  seek(n: number): void {
    this.wall = this.times().wallOf(n);
  }

  advance(ms: number): void {
    const times = this.times();
    this.wall += ms * this.speed;
    const next = times.wall[this.place()];
    if (this.skipIdle && next !== undefined) this.wall = Math.max(this.wall, next - WAIT_MAX_MS * this.speed);
    const n = countBy(times.wall, this.wall);
    if (n > this.place()) this.show(n);
    if (n >= times.count) this.pause();
  }
}
