// What the desk needs of a live connection.
import type { View } from '../fold';
import type { Present } from '../protocol';
import type { Activity } from './people';

export interface Wire {
  readonly view: View;
  readonly present: readonly Present[]; // who is connected, facilitators too
  readonly exerciseNow: number; // ms, ticking
  readonly wallNow: number; // ms by the server's clock, ticking
  readonly activity: Activity;
  readonly looks?: boolean; // a moment of a record: nothing can be done
  readonly name: string; // this facilitator's; empty while they have not said it
  ask(method: string, params: Record<string, unknown>): Promise<unknown>; // a question: its whole result
  call(method: string, params: Record<string, unknown>): Promise<unknown>;
}
