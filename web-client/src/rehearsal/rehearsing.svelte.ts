// One rehearsal on the server: asked for, followed until it is over, cancelled.
import { api } from '../api';
import type { Refusal } from '../protocol';
import type { Coverage, Rehearsal } from './coverage';

const LOOK_EVERY_MS = 400;

export class Rehearsing {
  state = $state<'idle' | 'running' | 'done' | 'cancelled' | 'failed'>('idle');
  progress = $state(0);
  coverage = $state.raw<Coverage>();
  problem = $state('');
  private id: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  async begin(scenario: string, seed: number, nobody: boolean): Promise<void> {
    this.state = 'running';
    this.progress = 0;
    this.problem = '';
    this.coverage = undefined;
    try {
      this.id = await api.rehearse({ scenario, seed, nobody });
      this.look();
    } catch (error) {
      this.fail(error);
    }
  }

  // Also when nobody looks any longer.
  cancel(): void {
    clearTimeout(this.timer);
    if (this.state !== 'running') return;
    this.state = 'cancelled';
    if (this.id !== undefined) void api.cancelRehearsal(this.id).catch(() => undefined);
  }

  private look(): void {
    this.timer = setTimeout(() => void this.read(), LOOK_EVERY_MS);
  }

  private async read(): Promise<void> {
    const id = this.id;
    if (id === undefined || this.state !== 'running') return;
    try {
      const told = (await api.rehearsal(id)) as Rehearsal;
      if (this.id !== id || this.state !== 'running') return;
      this.progress = told.progress;
      this.coverage = told.coverage;
      this.state = told.state;
      if (told.state === 'running') this.look();
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.problem = (error as Refusal).hint;
    this.state = 'failed';
  }
}
